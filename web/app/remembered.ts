/** What a viewer chose in this browser. A browser that keeps nothing (private mode, blocked) forgets, and goes on. */

const prefix = 'rapport.';

/** The remembered word when it is one of `words`, else null. */
export function remembered<Word extends string>(key: string, words: readonly Word[]): Word | null {
  const stored = read(key);
  return words.find((word) => word === stored) ?? null;
}

/** The remembered text as it is: whoever asks has to look whether it can still be used. */
export function rememberedText(key: string): string | null {
  return read(key);
}

/** Remembers a word; null forgets it. */
export function remember(key: string, word: string | null): void {
  try {
    if (word === null) localStorage.removeItem(prefix + key);
    else localStorage.setItem(prefix + key, word);
  } catch {
    // Storage is refused: the choice holds until the page is closed.
  }
}

function read(key: string): string | null {
  try {
    return localStorage.getItem(prefix + key);
  } catch {
    return null;
  }
}
