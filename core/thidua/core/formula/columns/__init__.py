"""The second reading of the tree: exactly, whole columns at once.

A column is :class:`~thidua.core.formula.columns.numbers.Numbers`: one symbolic factor, int64
numerators and denominators with bounds that are proved before anything is computed. A row that no
int64 holds, or of which only the scalar reading can tell what there is to tell, is *beyond*; it is
never guessed and never wraps. This package imports numpy; whoever may do without it imports the
package only when needed.
"""
