/** Text files as one ZIP. */
export async function zipTexts(files: readonly { name: string; text: string }[]): Promise<Uint8Array> {
  const { default: Zip } = await import('jszip');
  const zip = new Zip();
  for (const { name, text } of files) zip.file(name, text);
  return zip.generateAsync({ type: 'uint8array', compression: 'DEFLATE' });
}
