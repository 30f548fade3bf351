/**
 * The chance that a value of Student's distribution is at most `t`, for a whole number of degrees of freedom: the
 * finite sums of Abramowitz and Stegun, 26.7.3 and 26.7.4.
 */
export function studentChance(t: number, freedom: number): number {
  const angle = Math.atan(t / Math.sqrt(freedom));
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
  const isOdd = freedom % 2 === 1;
  let [term, sum] = isOdd ? [cosine, freedom > 1 ? cosine : 0] : [1, 1];
  for (let n = isOdd ? 2 : 1; n <= freedom - 3 + (isOdd ? 0 : 1); n += 2) {
    term *= (n / (n + 1)) * cosine * cosine;
    sum += term;
  }
  const within = isOdd ? (2 / Math.PI) * (angle + sine * sum) : sine * sum;
  return (1 + within) / 2;
}

/** The value that Student's distribution stays at or below with a chance above one half, to ten digits. */
export function studentQuantile(chance: number, freedom: number): number {
  let [low, high] = [0, 1];
  while (studentChance(high, freedom) < chance && high < 1e9) high *= 2;
  while (high - low > 1e-10 * high) {
    const middle = (low + high) / 2;
    if (studentChance(middle, freedom) < chance) low = middle;
    else high = middle;
  }
  return high;
}
