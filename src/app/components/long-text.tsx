import { useEffect, useRef, useState } from 'preact/hooks';

const FIRST = 4;
const MORE = 8;

/**
 * A text of any length, as plain text: pieces are made and shown only as one scrolls towards them. `pieces` starts
 * afresh for each `name`.
 */
export function LongText({ name, pieces }: { name: string; pieces: () => Iterator<string> }) {
  const source = useRef<Iterator<string> | null>(null);
  const end = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState<string[]>([]);
  const [complete, setComplete] = useState(false);

  const take = (count: number, before: string[]) => {
    const next = [...before];
    for (let i = 0; i < count && source.current; i += 1) {
      const step = source.current.next();
      if (step.done) source.current = null;
      else next.push(step.value);
    }
    setComplete(source.current === null);
    setShown(next);
  };
  useEffect(() => {
    source.current = pieces();
    take(FIRST, []);
  }, [name]);
  useEffect(() => {
    if (complete || !end.current) return;
    const watcher = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) take(MORE, shown);
      },
      { rootMargin: '1200px' },
    );
    watcher.observe(end.current);
    return () => watcher.disconnect();
  }, [shown, complete]);

  return (
    <div class="long-text">
      {shown.map((piece, i) => (
        <pre key={i} dir="auto">
          {piece}
        </pre>
      ))}
      <div ref={end} />
    </div>
  );
}
