import { useEffect, useRef, useState } from 'preact/hooks';
import { api } from '../../api.ts';
import { Icon } from '../../components/icons.tsx';

// In CSS pixels the row's picture is 44 wide and 56 high; a page lying on its side must fill the height.
const WIDTH = Math.round(88 * devicePixelRatio);
const cache = new Map<string, ImageBitmap>();

/** The first page's picture, made once it scrolls into view. `fresh` changes when there may be a new one. */
export function PageThumbnail({ uuid, fresh }: { uuid: string; fresh: number }) {
  return (
    <Thumbnail
      name={`${uuid}:${fresh}`}
      load={async (signal) => {
        const response = await api(`ocr/${uuid}/pages/0/image/?width=${WIDTH}`, { signal });
        return response.blob();
      }}
    />
  );
}

export function FileThumbnail({ file }: { file: File }) {
  return <Thumbnail name={`${file.name}:${file.size}:${file.lastModified}`} load={async () => file} />;
}

function Thumbnail({ name, load }: { name: string; load: (signal: AbortSignal) => Promise<Blob> }) {
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
          const bitmap = await createImageBitmap(await load(until.signal), {
            resizeWidth: WIDTH,
            resizeQuality: 'medium',
          });
          cache.set(name, bitmap);
          if (!until.signal.aborted) setPicture(bitmap);
        } catch {
          // No picture yet, or one that this browser cannot show: the icon stays.
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
