"""Fields for files, for the forms of other apps."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import lazystr

from core.errors import Invalid
from documents import rules
from documents.enums import Purpose


class FileInput(forms.FileInput):
    """One file, or several at once. What the browser offers first is what is taken; the server looks for itself."""

    def __init__(self, purpose: Purpose, several: bool) -> None:
        endings = ",".join(ending for kind in rules.TYPES[purpose] for ending in kind.endings)
        super().__init__({"accept": endings, **({"multiple": True} if several else {})})


class DocumentField(forms.FileField):
    """A file for a purpose, of a type and size that is taken for it. The action stores it."""

    def __init__(self, *, purpose: Purpose, **kwargs: Any) -> None:
        self.purpose = purpose
        kwargs.setdefault("help_text", lazy_allowed(purpose))
        super().__init__(widget=FileInput(purpose, several=False), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        cleaned = super().clean(data, initial)
        if isinstance(cleaned, UploadedFile):
            _check([cleaned], self.purpose, most=1)
        return cleaned


class DocumentsField(forms.FileField):
    """Up to ``most`` files for a purpose, as a list."""

    def __init__(self, *, purpose: Purpose, most: int = 5, **kwargs: Any) -> None:
        self.purpose, self.most = purpose, most
        kwargs.setdefault("help_text", lazy_allowed(purpose))
        super().__init__(widget=SeveralFiles(purpose), **kwargs)

    def clean(self, data: Any, initial: Any = None) -> "list[UploadedFile[Any]]":
        files = [super(DocumentsField, self).clean(one, initial) for one in data or [None]]
        chosen = [one for one in files if isinstance(one, UploadedFile)]
        _check(chosen, self.purpose, most=self.most)
        return chosen


class SeveralFiles(FileInput):
    """All files chosen in one field."""

    allow_multiple_selected = True

    def __init__(self, purpose: Purpose) -> None:
        super().__init__(purpose, several=True)

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return files.getlist(name) if hasattr(files, "getlist") else [files[name]] if files.get(name) else []

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return not self.value_from_datadict(data, files, name)


def lazy_allowed(purpose: Purpose) -> Any:
    """What may be chosen, in the language of whoever reads the form."""

    class Allowed:
        def __str__(self) -> str:
            return rules.allowed(purpose)

    return lazystr(Allowed())


def _check(files: "Sequence[UploadedFile[Any]]", purpose: Purpose, most: int) -> None:
    try:
        rules.ensure_few(files, most)
        for file in files:
            rules.ensure_acceptable(file, purpose)
    except Invalid as error:
        raise ValidationError(str(error)) from error
