import { expect, test } from 'vitest';
import { ApiError } from '../../contract/errors.ts';
import { borrowDrawings, lendDrawings } from './drawings.ts';

test('the worker asks the page for drawings over a port of their own', async () => {
  const drawn: ArrayBuffer[] = [];
  const draw = async (index: number, width: number) => {
    if (index === 7) throw new ApiError('unreadable', 'Page 8 is damaged.');
    const bytes = Uint8Array.of(index, width, 3).buffer;
    drawn.push(bytes);
    return { bytes, type: 'image/webp' };
  };
  await lendDrawings(draw, async (port) => {
    const { drawPage, close } = borrowDrawings(port);
    const [first, second] = await Promise.all([drawPage(0, 2), drawPage(1, 2)]);
    expect([new Uint8Array(first.bytes), first.type]).toEqual([Uint8Array.of(0, 2, 3), 'image/webp']);
    expect(new Uint8Array(second.bytes)[0]).toBe(1);
    await expect(drawPage(7, 2)).rejects.toMatchObject({ code: 'unreadable', message: 'Page 8 is damaged.' });
    close();
  });
  // They were moved, not copied.
  expect(drawn.map(({ byteLength }) => byteLength)).toEqual([0, 0]);
});

test('a failure of what is built is handed on', async () => {
  const draw = () => Promise.reject(new Error('unused'));
  await expect(lendDrawings(draw, () => Promise.reject(new Error('failed')))).rejects.toThrow('failed');
});
