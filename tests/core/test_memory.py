"""What is kept is bounded, by number and by size."""

from core.memory import Recent


def test_the_values_used_longest_ago_go_first():
    kept: Recent[str] = Recent(2)
    for key in "abc":
        kept.put(key, key)
        kept.get("a")
    assert [kept.get(key) for key in "abc"] == ["a", None, "c"]


def test_large_values_leave_room_for_fewer():
    kept: Recent[bytes] = Recent(100, most_bytes=10)
    for key in range(4):
        kept.put(key, b"four")
    assert [kept.get(key) for key in range(4)] == [None, None, b"four", b"four"]
    kept.put(3, b"f")
    kept.put(4, b"fours")
    assert [kept.get(key) for key in (2, 3, 4)] == [b"four", b"f", b"fours"]
    assert kept.bytes == 10
    kept.put(5, b"more than there is room for")
    assert [kept.get(key) for key in (3, 4, 5)] == [None, None, None]
    assert kept.bytes == 0
