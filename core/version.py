"""Which release of the product this is; CHANGELOG.md says what each brought."""

VERSION = "1.0.0"
