import { expect, it } from 'vitest';
import { type OfflineCore, wantedParts } from './offline-parts.ts';

const part = (url: string) => ({ url, bytes: 1 });
const core: OfflineCore = {
  version: '1',
  groups: {
    always: [part('worker.js')],
    simd: { relaxed: [part('relaxed.js')], simd: [part('simd.js')], plain: [part('plain.js')] },
    languages: { eng: [part('eng.gz')], fas: [part('fas.gz')], deu: [part('deu.gz')] },
  },
};
const urls = (...args: Parameters<typeof wantedParts>) => wantedParts(...args).map(({ url }) => url);

it('takes one engine and the packs of English and of the interface', () => {
  expect(urls(core, 'simd', 'en')).toEqual(['worker.js', 'simd.js', 'eng.gz']);
  expect(urls(core, 'relaxed', 'fa')).toEqual(['worker.js', 'relaxed.js', 'eng.gz', 'fas.gz']);
});

it('does without a pack that the build does not carry', () => {
  const small = { ...core, groups: { ...core.groups, languages: { eng: [part('eng.gz')] } } };
  expect(urls(small, 'plain', 'fa')).toEqual(['worker.js', 'plain.js', 'eng.gz']);
});
