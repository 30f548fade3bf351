/** The measures of a backtest a second time, from their definitions: every pair, every stretch. */

/** Share of pairs, one with the outcome and one without, in which the one with it has the higher number; equal: half. */
export function areaByPairs(
  cases: readonly { readonly number: number; readonly outcome: boolean }[],
): number | null {
  const pairs = cases
    .filter(({ outcome }) => outcome)
    .flatMap((hit) =>
      cases.filter(({ outcome }) => !outcome).map((miss) => [hit.number, miss.number] as const),
    );
  if (pairs.length === 0) return null;
  const won = pairs.filter(([hit, miss]) => hit > miss).length;
  const even = pairs.filter(([hit, miss]) => hit === miss).length;
  return (won + even / 2) / pairs.length;
}

/** The rising fit of each distinct number: the largest, over stretches that begin before, of the least mean of those. */
export function risingFit(
  cases: readonly { readonly number: number; readonly outcome: boolean }[],
): ReadonlyMap<number, number> {
  const numbers = [...new Set(cases.map(({ number }) => number))].sort((a, b) => a - b);
  const mean = (from: number, to: number) => {
    const within = cases.filter(({ number }) => from <= number && number <= to);
    return within.filter(({ outcome }) => outcome).length / within.length;
  };
  return new Map(
    numbers.map((number) => {
      const least = numbers
        .filter((from) => from <= number)
        .map((from) =>
          Math.min(...numbers.filter((to) => to >= number).map((to) => mean(from, to))),
        );
      return [number, Math.max(...least)];
    }),
  );
}
