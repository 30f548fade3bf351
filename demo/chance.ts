/** Dice that always fall the same way for the same seed, so that the demo company is the same on every machine. */
export type Chance = {
  /** From 0 up to, not including, 1. */
  readonly real: () => number;
  /** A whole number, both ends included. */
  readonly int: (least: number, most: number) => number;
  readonly hit: (probability: number) => boolean;
  readonly pick: <T>(list: readonly T[]) => T;
  /** How long people take: half of the values below the median, few of them far above. */
  readonly logNormal: (median: number, sigma: number) => number;
  /** How many things happen when `mean` of them are expected. */
  readonly poisson: (mean: number) => number;
  /** A name that no other call gives, for message ids and calendar uids. */
  readonly serial: () => string;
};

/** Dice of their own for each seed: what one part of the company does never moves another part. */
export function chanceOf(seed: string): Chance {
  const real = sfc32(seed);
  const int = (least: number, most: number) => least + Math.floor(real() * (most - least + 1));
  let serials = 0;
  const prefix = hash(seed, 0).toString(36);
  return {
    real,
    int,
    hit: (probability) => real() < probability,
    pick: (list) => {
      const [chosen] = list.slice(int(0, list.length - 1));
      if (chosen === undefined) throw new RangeError(`nothing to pick from for ${seed}`);
      return chosen;
    },
    logNormal: (median, sigma) => median * Math.exp(sigma * normal(real)),
    poisson: (mean) => poisson(mean, real),
    serial: () => {
      serials += 1;
      return `${prefix}.${serials.toString(36)}`;
    },
  };
}

/** Box and Muller's transform. */
function normal(real: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - real())) * Math.cos(2 * Math.PI * real());
}

/** Knuth's method, good for the small means of a working day. */
function poisson(mean: number, real: () => number): number {
  const floor = Math.exp(-mean);
  let count = 0;
  for (let product = real(); product > floor; product *= real()) count += 1;
  return count;
}

/** Chris Doty-Humphrey's sfc32 (PractRand): 128 bits of state, the same numbers on every machine. */
function sfc32(seed: string): () => number {
  let [a, b, c, d] = [hash(seed, 1), hash(seed, 2), hash(seed, 3), 1];
  const next = () => {
    const t = (((a + b) | 0) + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return (t >>> 0) / 2 ** 32;
  };
  for (let warmUp = 0; warmUp < 12; warmUp += 1) next();
  return next;
}

/** FNV-1a with Murmur3's last mixing, 32 bits. */
function hash(text: string, salt: number): number {
  let value = 0x811c9dc5 ^ Math.imul(salt, 0x9e3779b1);
  for (let at = 0; at < text.length; at += 1) {
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35);
  return (value ^ (value >>> 16)) >>> 0;
}
