/** The structure of a page. */
import type { Block } from '../../document/model.ts';
import type { LayoutInput } from '../../layout/input.ts';
import { layoutListing } from '../../layout/listing.ts';
import { layoutPage } from '../../layout/page.ts';

/** The page as its job's tool takes it: a listing, or a page of any kind. */
export const layOut = (input: LayoutInput, tool: string | null): Block[] =>
  tool === 'code-from-screenshot' ? layoutListing(input) : layoutPage(input);
