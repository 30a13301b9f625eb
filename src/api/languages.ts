/** The languages, and their packs on this device. */
import type { Language } from '../contract/create-languages.ts';
import { InstallBody } from '../contract/endpoints.ts';
import { ApiError } from '../contract/errors.ts';
import { isRemote, type Offer, type OwnPacks, ownOffer, type RemotePacks, remoteOffers } from '../contract/packs.ts';
import type { LanguageView } from '../contract/responses.ts';
import { announce } from '../store/changes.ts';
import { agreedRemotes, listPacks, removePack, wantPack } from '../store/packs.ts';
import type { PackRecord } from '../store/schema.ts';
import { elsewhere } from './elsewhere.ts';
import type { Answers, Context } from './handle.ts';
import { json } from './http.ts';
import { knownLanguages } from './known-languages.ts';
import { checkBody, isEmpty } from './validate.ts';
import { waitForFetch } from './wait.ts';

export const languageAnswers: Pick<Answers, 'GET languages/' | 'POST languages/{code}/' | 'DELETE languages/{code}/'> =
  {
    'GET languages/': async ({ context }) => {
      const [{ list }, offers, records] = await Promise.all([
        knownLanguages(context),
        readOffers(context),
        listPacks(),
      ]);
      const packs = new Map(records.map((record) => [record.code, record]));
      return json({ languages: list.map((language) => view(language, offers(language.code), packs)) });
    },

    'POST languages/{code}/': async ({ request, params, context }) => {
      const language = await languageOf(params.code, context);
      const { code, name } = language;
      const { remote = false } = (await isEmpty(request)) ? {} : await checkBody(InstallBody, request);
      const offers = (await readOffers(context))(code);
      const allowed = await allowedOffers(code, offers, remote);
      if (allowed.length === 0) throw refusal(name, offers);
      await wantPack(code, allowed);
      announce({ type: 'pack', code });

      const records = await waitForFetch(
        code,
        context,
        async () => new Map((await listPacks()).map((record) => [record.code, record])),
        (packs) => packs.get(code)?.wanted,
      );
      const failure = records.get(code)?.failure;
      if (failure) throw new ApiError(failure.code, failure.message, { language: code });
      return json(view(language, offers, records));
    },

    'DELETE languages/{code}/': async ({ params, context }) => {
      const { code } = await languageOf(params.code, context);
      await removePack(code);
      announce({ type: 'pack', code });
      return new Response(null, { status: 204 });
    },
  };

/** The deployment's; other hosts' once the caller agrees, or to renew a pack that is here if that was agreed to. */
async function allowedOffers(code: string, offers: Offer[], remote: boolean): Promise<Offer[]> {
  if (remote) return offers;
  const kept = (await listPacks()).some((pack) => pack.code === code && pack.installed);
  const agreed = kept ? await agreedRemotes() : [];
  return offers.filter((offer) => !isRemote(offer) || agreed.includes(new URL(offer.url).origin));
}

function view(language: Language, offers: Offer[], packs: ReadonlyMap<string, PackRecord>): LanguageView {
  const { code, aliases, name, native_name, script, direction } = language;
  const { installed, wanted } = packs.get(code) ?? {};
  const carried = offers.find((offer) => !isRemote(offer))?.bytes;
  const [best] = offers;
  const source = installed ? 'device' : carried !== undefined ? 'deployment' : best ? 'remote' : null;
  return {
    code,
    aliases: [...aliases],
    name,
    native_name,
    script,
    direction,
    bytes: installed?.bytes ?? carried ?? best?.bytes ?? null,
    installed: source === 'device' || source === 'deployment',
    source,
    remote: source === 'remote' && best && isRemote(best) ? new URL(best.url).host : null,
    update: installed !== undefined && offers.length > 0 && offers.every(({ sha256 }) => sha256 !== installed.sha256),
    installing: wanted !== undefined,
  };
}

/** The language of a path, under any of its names. */
async function languageOf(name = '', context: Context): Promise<Language> {
  const languages = await knownLanguages(context);
  const { packs } = languages.resolve(name);
  const language = packs.length === 1 ? languages.byCode(packs[0] ?? '') : undefined;
  if (language) return language;
  throw new ApiError('bad_field', 'Name one language, such as languages/fas/.', { field: 'code' });
}

function refusal(name: string, offers: Offer[]): ApiError {
  const hosts = [...new Set(offers.map(({ url }) => new URL(url).host))];
  if (hosts.length === 0) {
    return new ApiError(
      'engine_unavailable',
      `No source of the pack for ${name} is known. Add it to the installation.`,
    );
  }
  return elsewhere(`The pack for ${name}`, hosts, offers[0]?.bytes);
}

/** What offers each pack, the deployment first. Lists that cannot be read offer nothing. */
async function readOffers(context: Context): Promise<(code: string) => Offer[]> {
  const read = <T>(path: string, none: T): Promise<T> =>
    context
      .file(path)
      .then((file) => file.json())
      .catch(() => none);
  const [own, remote] = await Promise.all([
    read<OwnPacks>('vendor/tessdata/manifest.json', { languages: [] }),
    read<RemotePacks>('languages.json', { remotes: [] }),
  ]);
  return (code) => [ownOffer(own, code), remoteOffers(remote, code)].flat().filter((offer) => offer !== undefined);
}
