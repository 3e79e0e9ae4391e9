"""The Word templates that come with thidua, as code: one place to change their common frame."""
