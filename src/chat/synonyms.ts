/** Words that business documents use for one another, in groups; each is found by any other, counting less. */
import { stem } from '../document/stem.ts';

const GROUPS: Record<string, string[]> = {
  en: [
    'acquire acquisition acquired purchase bought buy takeover',
    'merger acquisition',
    'divest divestiture divested sale sold disposal spin',
    'increase growth grow grew rise rose higher improve improvement',
    'decrease decline declined drop fall fell lower reduction',
    'revenue sales topline',
    'profit income earnings',
    'lawsuit litigation legal proceedings claims dispute battle',
    'employee headcount workforce personnel staff associates',
    'geography geographic region country international regional',
    'segment division business unit',
    'ceo chief executive officer president',
    'cfo chief financial officer',
    'headquarters headquartered office principal address located',
    'auditor accounting firm audited',
    'dividend distribution payout',
    'restructuring reorganization severance',
    'customer client buyer',
    'supplier vendor provider',
    'competitor competition compete rival',
    'guidance outlook forecast expect expected',
    'director board nominee member',
    'vote voting election ballot shareholder stockholder',
    'shareholder stockholder shareowner',
    'borrow borrowing debt loan credit notes',
    'agreement contract',
    'terminate termination cancel cancellation end expire expiry',
    'tenant lessee renter',
    'landlord lessor',
    'rent rental lease',
    'salary wage compensation remuneration pay',
    'deposit security',
    'begin start commence commencement effective',
    'notice period',
    'warranty guarantee',
    'address street located',
    'impairment write write-down writedown',
    'drive driven driver due primarily attributable reason',
    'product offering service',
    'risk uncertainty',
    'currency foreign exchange fx',
    'inflation cost price',
    'exchange listed registered traded nasdaq nyse',
    'security notes title',
    'cyclical cyclicality seasonal seasonality',
    'store location outlet',
    'subscriber member membership',
    'organic comparable constant',
    'ppe ppne property plant equipment',
    'capex capital expenditure purchases property',
    'credit facility revolving revolver',
    'charge expense cost',
    'fine penalty late fee',
    'interest rate',
    'jurisdiction governing law court',
    'signed signature executed',
    'author written prepared by',
  ],
  de: [
    'rechnung beleg faktura',
    'kunde auftraggeber',
    'mieter miete',
    'kündigung frist',
    'umsatz erlos',
    'gehalt lohn vergütung',
    'beginn anfang start',
    'ende ablauf',
  ],
  fa: [
    'قرارداد توافقنامه',
    'اجاره کرایه',
    'مستاجر اجاره',
    'موجر مالک',
    'حقوق دستمزد',
    'شروع اغاز',
    'پایان خاتمه انقضا',
    'نشانی ادرس',
    'تلفن موبایل',
    'مبلغ هزینه قیمت',
    'فسخ لغو',
  ],
};

/** Stemmed synonyms of a stemmed term. */
export function synonymsOf(term: string, language: string): string[] {
  const table = tableFor(language);
  return [...(table.get(term) ?? [])];
}

const tables = new Map<string, Map<string, Set<string>>>();

function tableFor(language: string): Map<string, Set<string>> {
  const known = tables.get(language);
  if (known) return known;
  const table = new Map<string, Set<string>>();
  for (const group of GROUPS[language] ?? []) {
    const stems = group.split(' ').map((word) => stem(word, language));
    for (const one of stems) {
      const set = table.get(one) ?? new Set();
      for (const other of stems) if (other !== one) set.add(other);
      table.set(one, set);
    }
  }
  tables.set(language, table);
  return table;
}
