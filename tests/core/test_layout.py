import platform


def test_platform_is_still_the_standard_library_module():
    assert callable(platform.system)
    assert platform.python_implementation() == "CPython"
