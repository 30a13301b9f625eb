import { expect, test } from 'vitest';
import { isRemote, ownOffer, type RemotePacks, remoteOffers } from './packs.ts';

const own = { languages: [{ code: 'deu', url: 'vendor/tessdata/1/deu.traineddata.gz', bytes: 5, sha256: 'aa' }] };
const remotes: RemotePacks = {
  remotes: [
    { url: 'https://one.example/{code}/{code}.traineddata.gz', packs: { rus: [7, 'bb'] } },
    {
      url: 'https://two.example/{code}.traineddata',
      packs: { rus: [9, 'cc'], ita: [8, 'dd'] },
    },
  ],
};

test('the deployment names its own copy', () => {
  expect(ownOffer(own, 'deu')).toEqual({ url: 'vendor/tessdata/1/deu.traineddata.gz', bytes: 5, sha256: 'aa' });
  expect(ownOffer(own, 'rus')).toBeUndefined();
});

test('other hosts in their order, each with its own size and hash', () => {
  expect(remoteOffers(remotes, 'rus')).toEqual([
    { url: 'https://one.example/rus/rus.traineddata.gz', bytes: 7, sha256: 'bb' },
    { url: 'https://two.example/rus.traineddata', bytes: 9, sha256: 'cc' },
  ]);
  expect(remoteOffers(remotes, 'ita').map(({ bytes }) => bytes)).toEqual([8]);
  expect(remoteOffers(remotes, 'constructor')).toEqual([]);
});

test('what is remote', () => {
  expect(
    [{ url: 'vendor/x.gz' }, { url: 'https://one.example/x' }].map((o) => isRemote({ ...o, bytes: 1, sha256: '' })),
  ).toEqual([false, true]);
});
