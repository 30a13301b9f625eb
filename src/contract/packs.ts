/**
 * Where language packs come from: the deployment's own files (vendor/tessdata/manifest.json, written by the build) and
 * other hosts (languages.json, beside index.html, which a deployment may change or empty). Both tell size and SHA-256.
 */

export interface Offer {
  /** Absolute, or relative to the app's base. */
  url: string;
  bytes: number;
  /** Hexadecimal. */
  sha256: string;
}

export interface OwnPacks {
  languages: (Offer & { code: string })[];
}

export interface RemotePacks {
  /** The first that has a pack is asked first. */
  remotes: {
    /** Of a pack, with `{code}` in it. */
    url: string;
    /** By Tesseract's code: bytes and SHA-256 of the file at that address. */
    packs: Record<string, [bytes: number, sha256: string]>;
  }[];
}

/** The deployment's own copy of a pack, if it carries one. */
export function ownOffer({ languages }: OwnPacks, code: string): Offer | undefined {
  const found = languages.find((pack) => pack.code === code);
  return found && { url: found.url, bytes: found.bytes, sha256: found.sha256 };
}

/** What other hosts have of a pack, in the order in which they are asked. */
export function remoteOffers({ remotes }: RemotePacks, code: string): Offer[] {
  return remotes.flatMap(({ url, packs }) => {
    const pack = Object.hasOwn(packs, code) ? packs[code] : undefined;
    return pack ? [{ url: url.replaceAll('{code}', code), bytes: pack[0], sha256: pack[1] }] : [];
  });
}

/** Whether an offer lies on another host. */
export const isRemote = ({ url }: Offer): boolean => /^https?:/.test(url);
