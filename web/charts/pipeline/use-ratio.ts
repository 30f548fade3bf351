import { useEffect, useState } from 'react';
import { flushSync } from 'react-dom';

/** Device pixels per pixel, also when the window moves to another screen; at least 3 for paper. */
export function useRatio(): number {
  const [ratio, setRatio] = useState(() => devicePixelRatio);
  const [isPrinted, setPrinted] = useState(false);
  useEffect(() => {
    const query = matchMedia(`(resolution: ${ratio}dppx)`);
    const follow = () => setRatio(devicePixelRatio);
    query.addEventListener('change', follow);
    return () => query.removeEventListener('change', follow);
  }, [ratio]);
  useEffect(() => {
    // The paper is taken at once, so the canvas must be ready when the event ends.
    const [begin, end] = [() => flushSync(() => setPrinted(true)), () => setPrinted(false)];
    addEventListener('beforeprint', begin);
    addEventListener('afterprint', end);
    return () => {
      removeEventListener('beforeprint', begin);
      removeEventListener('afterprint', end);
    };
  }, []);
  return isPrinted ? Math.max(3, ratio) : ratio;
}
