import { useEffect, useState } from 'preact/hooks';
import { messages } from '../i18n/index.ts';
import { takeDrop, takeFiles } from '../take-files.ts';

/** Takes files dropped or pasted anywhere in the window. */
export function FileCatcher() {
  const [dragging, setDragging] = useState(false);

  useEffect(() => {
    const enter = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setDragging(true);
    };
    const leave = (event: DragEvent) => {
      // Only leaving the window has nowhere to go.
      if (event.relatedTarget === null) setDragging(false);
    };
    const drop = (event: DragEvent) => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setDragging(false);
      if (event.dataTransfer) takeDrop(event.dataTransfer);
    };
    const paste = (event: ClipboardEvent) => {
      const files = event.clipboardData?.files;
      if (!files?.length) return;
      event.preventDefault();
      takeFiles(files);
    };
    const until = new AbortController();
    const { signal } = until;
    window.addEventListener('dragenter', enter, { signal });
    window.addEventListener('dragover', enter, { signal });
    window.addEventListener('dragleave', leave, { signal });
    window.addEventListener('drop', drop, { signal });
    window.addEventListener('paste', paste, { signal });
    return () => until.abort();
  }, []);

  return dragging ? <div class="drop-veil">{messages.value.app.dropHere}</div> : null;
}

const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;
