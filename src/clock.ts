/** The present instant in ms: the only place that reads the clock; everything else is given it. */
export const systemClock = (): number => Date.now();
