/** How two answers are compared: numbers to 10⁻⁹, the order of records and of the ledger does not matter. */

type Answer = {
  readonly records: readonly { readonly type: string; readonly id: string }[];
  readonly ledger: readonly { readonly id: string }[];
};

/** Where two answers differ, as `record contact:dana.health.score: 83 instead of 59`; empty when they agree. */
export function differences(got: Answer, wanted: Answer): readonly string[] {
  return [
    ...unlike(got.records.length, wanted.records.length, 'number of records'),
    ...unlike(got.ledger.length, wanted.ledger.length, 'length of the ledger'),
    ...unlike(byName(got.records), byName(wanted.records), 'record '),
    ...unlike(byId(got.ledger), byId(wanted.ledger), 'ledger '),
  ];
}

/** Where two values differ, each as a line that begins with its path. */
export function unlike(got: unknown, wanted: unknown, path = ''): readonly string[] {
  if (typeof got === 'number' && typeof wanted === 'number') {
    return Math.abs(got - wanted) <= 1e-9 ? [] : [`${path}: ${got} instead of ${wanted}`];
  }
  if (isObject(got) && isObject(wanted)) {
    const keys = new Set([...Object.keys(got), ...Object.keys(wanted)]);
    return [...keys].flatMap((key) =>
      unlike(Reflect.get(got, key), Reflect.get(wanted, key), `${path}.${key}`),
    );
  }
  const [one, other] = [JSON.stringify(got), JSON.stringify(wanted)];
  return one === other ? [] : [`${path}: ${one} instead of ${other}`];
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

function byName(records: Answer['records']) {
  return Object.fromEntries(records.map((record) => [`${record.type}:${record.id}`, record]));
}

function byId(ledger: Answer['ledger']) {
  return Object.fromEntries(ledger.map((entry) => [entry.id, entry]));
}
