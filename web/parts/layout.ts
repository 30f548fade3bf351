/** Widths at which the layout changes, for makeStyles. */
export const phone = '@media (max-width: 760px)';
export const narrow = '@media (max-width: 1180px)';
export const phoneQuery = '(max-width: 760px)';
