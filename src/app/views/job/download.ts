import type { Format } from '../../../contract/formats.ts';
import { api } from '../../api.ts';
import { fileNameOf } from './file-name.ts';

/**
 * Saves a finished job in `format`. Over a Blob URL: a link with `download` bypasses the service worker.
 * @throws {ApiError}
 */
export async function downloadJob(uuid: string, format: Format): Promise<void> {
  const response = await api(`ocr/${uuid}/download/?format=${format}`);
  const name = fileNameOf(response.headers.get('Content-Disposition')) ?? `${uuid}.${format}`;
  const blob = await response.blob();
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
