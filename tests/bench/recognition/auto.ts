/** Pages read without being told their language, beside the same pages read with the right pack. */
import { mean } from '../shared/statistics.ts';
import { cell, printTable, printTitle } from '../shared/table.ts';
import type { Item, PictureReader, Result } from './readers.ts';
import { score } from './score.ts';

/** `known`: what was read already with the right pack, by the item's name. */
export async function printAuto(
  reader: PictureReader,
  items: readonly Item[],
  known: ReadonlyMap<string, Result>,
): Promise<void> {
  if (!reader.readAuto || items.length === 0) return;
  const pages: { item: Item; detected: string; right: boolean; auto: number; told: number; seconds: number }[] = [];
  for (const item of items) {
    const auto = await reader.readAuto(item);
    const told = known.get(item.name) ?? (await reader.read(item));
    const detected = auto.detected ?? '';
    pages.push({
      item,
      detected,
      right: detected.split('+')[0] === item.packs[0],
      auto: score(item, auto.text).cer,
      told: score(item, told.text).cer,
      seconds: auto.seconds - told.seconds,
    });
  }
  printTitle(`Languages with auto, ${pages.length} pages; aim: right language ≥ 95 %, CER ≤ 1.1 × the right pack's`);
  const auto = mean(pages.map((page) => page.auto));
  const told = mean(pages.map((page) => page.told));
  const right = pages.filter((page) => page.right).length;
  printTable(
    ['right language', 'CER', 'CER with the right pack', 'ratio', 'seconds more a page'],
    [
      [
        `${right} of ${pages.length} (${((100 * right) / pages.length).toFixed(0)} %)`,
        auto.toFixed(4),
        told.toFixed(4),
        told > 0 ? (auto / told).toFixed(2) : '–',
        mean(pages.map((page) => page.seconds)).toFixed(2),
      ],
    ],
  );
  const wrong = pages.filter((page) => !page.right);
  if (wrong.length === 0) return;
  printTitle('Wrong language', 3);
  printTable(
    ['page', 'found', 'CER', 'CER with the right pack'],
    wrong.map((page) => [cell(page.item.name), page.detected || '–', page.auto.toFixed(3), page.told.toFixed(3)]),
  );
}
