/** While more figures than that wait to be computed, what cards are made of beside them waits as well. */
export const mostWaiting = 500;
