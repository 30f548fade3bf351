/** Similar deals a second time, plain and slow: section 8 and the decision on weights. Deals as bags of named values. */

export type PlainDeal = {
  readonly id: string;
  readonly status: 'open' | 'won' | 'lost';
  readonly closedAt: number | null;
  /** Numbers, or lists of words of which one in common is enough; missing ones are not there. */
  readonly values: Readonly<Record<string, number | readonly string[]>>;
};

/** The deals closed before an instant. */
function closedBefore(deals: readonly PlainDeal[], asOf: number): readonly PlainDeal[] {
  return deals.filter(
    ({ status, closedAt }) => status !== 'open' && closedAt !== null && closedAt < asOf,
  );
}

/** What each field weighs as of an instant. */
export function plainWeights(
  deals: readonly PlainDeal[],
  names: readonly string[],
  asOf: number,
): Readonly<Record<string, number>> {
  const closed = closedBefore(deals, asOf);
  const number = (status: string) => closed.filter((deal) => deal.status === status).length;
  const information = names.map((name) => [name, informationOf(closed, name)] as const);
  const learned = information.some(([, value]) => value > 0);
  const parts =
    number('won') >= 30 && number('lost') >= 30 && learned
      ? information
      : names.map((name) => [name, closed.some(({ values }) => name in values) ? 1 : 0] as const);
  const total = parts.reduce((sum, [, part]) => sum + part, 0);
  return Object.fromEntries(parts.map(([name, part]) => [name, total === 0 ? 0 : part / total]));
}

function informationOf(closed: readonly PlainDeal[], name: string): number {
  const known = closed.filter(({ values }) => name in values);
  if (known.length === 0) return 0;
  const numbers = known
    .flatMap(({ values }) => [values[name]])
    .filter((value) => typeof value === 'number')
    .sort((a, b) => a - b);
  const cut = (share: number) => {
    const place = (numbers.length - 1) * share;
    const [low, high] = [numbers[Math.floor(place)] ?? 0, numbers[Math.ceil(place)] ?? 0];
    return low + (high - low) * (place % 1);
  };
  const groupOf = ({ values }: PlainDeal) => {
    const value = values[name];
    if (typeof value !== 'number') return JSON.stringify(value);
    return String([cut(0.25), cut(0.5), cut(0.75)].filter((one) => value > one).length);
  };
  const groups = [...new Set(known.map(groupOf))];
  const share = (some: readonly PlainDeal[]) => some.length / known.length;
  const sum = groups
    .flatMap((group) => ['won', 'lost'].map((status) => ({ group, status })))
    .reduce((total, { group, status }) => {
      const inGroup = known.filter((deal) => groupOf(deal) === group);
      const both = share(inGroup.filter((deal) => deal.status === status));
      const alone = share(inGroup) * share(known.filter((deal) => deal.status === status));
      return both === 0 ? total : total + both * Math.log(both / alone);
    }, 0);
  const byChance = (groups.length - 1) / (2 * known.length);
  return Math.max(0, sum - byChance) * (known.length / closed.length);
}

/** The distance of two deals, and how much weight they have in common; null: they have nothing in common. */
export function plainDistance(
  one: PlainDeal,
  other: PlainDeal,
  { deals, weights, asOf }: PlainSetting,
): { readonly distance: number; readonly weighed: number } | null {
  const closed = closedBefore(deals, asOf);
  const shared = Object.keys(one.values).filter(
    (name) => name in other.values && (weights[name] ?? 0) > 0,
  );
  const weighed = shared.reduce((sum, name) => sum + (weights[name] ?? 0), 0);
  if (weighed === 0) return null;
  const apart = (name: string) => {
    const [a, b] = [one.values[name], other.values[name]];
    if (typeof a === 'number' && typeof b === 'number') {
      const numbers = closed
        .map(({ values }) => values[name])
        .filter((value) => typeof value === 'number');
      const range = Math.max(...numbers) - Math.min(...numbers);
      if (a === b) return 0;
      return range === 0 ? 1 : Math.min(1, Math.abs(a - b) / range);
    }
    if (typeof a === 'number' || typeof b === 'number') return 1;
    return (a ?? []).some((word) => (b ?? []).includes(word)) ? 0 : 1;
  };
  const sum = shared.reduce((total, name) => total + apart(name) * (weights[name] ?? 0), 0);
  return { distance: sum / weighed, weighed };
}

export type PlainSetting = {
  readonly deals: readonly PlainDeal[];
  readonly weights: Readonly<Record<string, number>>;
  readonly asOf: number;
};

/** The ten nearest of one outcome, in order: distance, then what is known, then the later closed, then the id. */
export function plainNearest(
  deal: PlainDeal,
  status: 'won' | 'lost',
  setting: PlainSetting,
): readonly { readonly id: string; readonly distance: number }[] {
  const whole = (value: number) => Math.round(value * 1e9);
  return closedBefore(setting.deals, setting.asOf)
    .filter((other) => other !== deal && other.status === status)
    .flatMap((other) => {
      const found = plainDistance(deal, other, setting);
      return found === null ? [] : [{ ...found, id: other.id, closedAt: other.closedAt ?? 0 }];
    })
    .sort(
      (a, b) =>
        whole(a.distance) - whole(b.distance) ||
        whole(b.weighed) - whole(a.weighed) ||
        b.closedAt - a.closedAt ||
        (a.id < b.id ? -1 : 1),
    )
    .slice(0, 10)
    .map(({ id, distance }) => ({ id, distance }));
}
