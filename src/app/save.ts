/** Answers of the API saved as files. Over a Blob URL: a link with `download` bypasses the service worker. */
import { fileNameOf } from './file-name.ts';

/** Saves a response's body under the name that it gives, else under `fallback`. */
export async function saveResponse(response: Response, fallback: string): Promise<void> {
  const name = fileNameOf(response.headers.get('Content-Disposition')) ?? fallback;
  await saveBlob(await response.blob(), name);
}

/** Saves a file under `name`. */
export async function saveBlob(blob: Blob, name: string): Promise<void> {
  if (await shareOnIos(new File([blob], name, { type: blob.type }))) return;
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** On iOS an installed app opens a download over itself, with no way back; the share sheet saves files too. */
async function shareOnIos(file: File): Promise<boolean> {
  const standalone = (navigator as { standalone?: boolean }).standalone === true;
  if (!standalone || !navigator.canShare?.({ files: [file] })) return false;
  await navigator.share({ files: [file] }).catch(() => undefined);
  return true;
}
