import { useEffect, useRef, useState } from 'preact/hooks';
import type { JobSummary } from '../../../contract/job.ts';
import { Icon } from '../../components/icons.tsx';
import { readPicture } from '../../pictures.ts';

// In CSS pixels the row's picture is 44 wide and 56 high; a page lying on its side must fill the height.
const WIDTH = Math.round(88 * devicePixelRatio);
const cache = new Map<string, ImageBitmap>();

/** The first page's picture, made once it scrolls into view. */
export function PageThumbnail({ job: { uuid, filename, progress } }: { job: JobSummary }) {
  const read = progress.done > 0;
  // Pages are read side by side: the first one can be there only at the end.
  const complete = progress.done === progress.total;
  return (
    <Thumbnail
      name={`${uuid}:${read}:${complete}`}
      load={(signal) => readPicture({ uuid, filename, index: 0, read }, signal, WIDTH)}
    />
  );
}

export function FileThumbnail({ file }: { file: File }) {
  return <Thumbnail name={`${file.name}:${file.size}:${file.lastModified}`} load={async () => file} />;
}

function Thumbnail({ name, load }: { name: string; load: (signal: AbortSignal) => Promise<Blob | null> }) {
  const root = useRef<HTMLDivElement>(null);
  const [picture, setPicture] = useState(() => cache.get(name));

  useEffect(() => {
    setPicture(cache.get(name));
    if (cache.has(name) || !root.current) return;
    const until = new AbortController();
    const watcher = new IntersectionObserver(
      async ([entry]) => {
        if (!entry?.isIntersecting) return;
        watcher.disconnect();
        try {
          const blob = await load(until.signal);
          if (!blob) return;
          const bitmap = await createImageBitmap(blob, { resizeWidth: WIDTH, resizeQuality: 'medium' });
          cache.set(name, bitmap);
          if (!until.signal.aborted) setPicture(bitmap);
        } catch {
          // One that this browser cannot show: the icon stays.
        }
      },
      { rootMargin: '200px' },
    );
    watcher.observe(root.current);
    return () => {
      watcher.disconnect();
      until.abort();
    };
  }, [name]);

  return (
    <div class="thumbnail" ref={root} aria-hidden="true">
      {picture ? <Canvas picture={picture} /> : <Icon name="file" />}
    </div>
  );
}

function Canvas({ picture }: { picture: ImageBitmap }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => canvas.current?.getContext('2d')?.drawImage(picture, 0, 0), [picture]);
  return <canvas ref={canvas} width={picture.width} height={picture.height} />;
}
