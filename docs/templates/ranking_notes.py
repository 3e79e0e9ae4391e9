"""What is said of one row of a ranking: why it stands where it stands, or has no rank."""

NOTE = (
    '{% if row.status != "ranked" %}{{ row.status_text }}'
    '{% if row.reasons %}: {% endif %}{% endif %}{{ row.reasons | join("; ") }}'
    '{% if row.decided_by %}{% if row.reasons or row.status != "ranked" %}; {% endif %}'
    "{{ row.decided_by }}{% endif %}"
)
NOTED = 'row.status != "ranked" or row.reasons or row.decided_by'
"""Whether there is anything to say of a row."""
