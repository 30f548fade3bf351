/** Widths at which the layout changes, for makeStyles. Paper, at four fifths, has the room that a window has. */
export const phone = '@media screen and (max-width: 760px)';
export const narrow = '@media screen and (max-width: 1180px)';
export const phoneQuery = 'screen and (max-width: 760px)';

/** What is of use on a screen alone is not printed. */
export const onPaper = '@media print';
export const notOnPaper = { [onPaper]: { display: 'none' } } as const;
