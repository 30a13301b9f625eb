/**
 * Lines of financial statements: how they are asked for, how reports label them, on which statement they stand, and of
 * which lines a ratio is made.
 */

export type Statement = 'balance' | 'income' | 'cash';

export interface Metric {
  id: string;
  statement: Statement;
  /** Row labels, the usual one first. */
  labels: string[];
  /** Further ways to ask. */
  ask: string[];
}

export interface Ratio {
  ask: string[];
  /** Metric ids, the most telling first. */
  parts: string[];
  /** Texts that may state it outright. */
  labels: string[];
}

const list = (text: string): string[] =>
  text
    .split('|')
    .map((phrase) => phrase.trim())
    .filter(Boolean);

const metric = (id: string, statement: Statement, labels: string, ask = ''): Metric => ({
  id,
  statement,
  labels: list(labels),
  ask: list(ask),
});

export const METRICS: Metric[] = [
  metric(
    'revenue',
    'income',
    `total net revenues|total net revenue|total revenues|total revenue|total net sales|net sales|net revenues|net revenue|revenues|revenue|net operating revenues|operating revenues|
      sales and revenues|total sales and revenues|sales|umsatzerlöse|umsatz|chiffre d affaires|ingresos|درآمد|الایرادات|营业收入|売上高`,
    'top line|topline|total sales|turnover revenue',
  ),
  metric(
    'cogs',
    'income',
    `cost of goods sold|cost of sales|cost of revenues|cost of revenue|total cost of revenues|total cost of sales|total cost of revenue|
    cost of products sold|total costs and expenses|cost of goods and services sold|costs of goods sold`,
    'cogs',
  ),
  metric('gross-profit', 'income', 'gross profit|gross margin'),
  metric(
    'operating-income',
    'income',
    `operating income|income from operations|operating profit|earnings from operations|operating income loss|total operating income|
    income loss from operations|operating earnings|loss earnings from operations|loss from operations|profit from operations`,
    'ebit',
  ),
  metric(
    'net-income',
    'income',
    `net income|net earnings|net income loss|net loss|net income attributable to|net earnings attributable to|net loss earnings|consolidated net income|
    profit for the year|net profit|سود خالص|صافی الربح|净利润|当期純利益`,
    'net profit|bottom line|net earnings',
  ),
  metric(
    'pretax',
    'income',
    `income before income taxes|income before provision for income taxes|income before taxes|earnings before income taxes|
    income from continuing operations before|income before income tax expense|earnings before provision for taxes|loss earnings before income taxes`,
    'pretax income|pre tax income',
  ),
  metric(
    'income-tax',
    'income',
    'provision for income taxes|income tax expense|income taxes|provision for taxes on income|income tax expense benefit|provision benefit for income taxes|tax provision',
    'tax expense',
  ),
  metric(
    'interest-expense',
    'income',
    'interest expense|interest expense net|interest and debt expense|interest expense net of amounts capitalized|interest charges',
  ),
  metric(
    'rd',
    'income',
    'research and development|research development and related|research development|technology and development|product development|research and development expenses',
    'r & d',
  ),
  metric(
    'sga',
    'income',
    'selling general and administrative|selling informational and administrative expenses|selling general and administrative expenses|selling general administrative',
    'sg & a|sga',
  ),
  metric(
    'eps',
    'income',
    'diluted|diluted earnings per share|earnings per common share diluted|earnings per share|net income per share',
    'eps',
  ),
  metric(
    'shares',
    'income',
    'weighted average shares outstanding|weighted average common shares outstanding diluted|diluted shares',
    'share count',
  ),
  metric('total-assets', 'balance', 'total assets|assets total|summe aktiva|جمع دارایی ها|资产总计'),
  metric('current-assets', 'balance', 'total current assets|current assets'),
  metric('current-liabilities', 'balance', 'total current liabilities|current liabilities'),
  metric('total-liabilities', 'balance', 'total liabilities|total liabilities and equity'),
  metric(
    'equity',
    'balance',
    `total stockholders equity|total shareholders equity|total equity|stockholders equity|shareholders equity|total shareholders investment|shareowners equity|
    total shareowners equity|total stockholders deficit|shareholders investment`,
    'book value|net assets',
  ),
  metric(
    'cash',
    'balance',
    'cash and cash equivalents|cash and equivalents|cash cash equivalents and marketable securities|cash',
    'cash and cash equivalents',
  ),
  metric(
    'short-investments',
    'balance',
    'short term investments|marketable securities|short term marketable securities',
  ),
  metric(
    'receivables',
    'balance',
    'accounts receivable|trade accounts receivable|receivables|trade receivables|accounts receivable net|accounts and notes receivable|receivables net',
    'net ar|net accounts receivable|ar',
  ),
  metric(
    'inventory',
    'balance',
    'inventories|inventory|total inventories|merchandise inventories|inventories net|merchandise inventory',
  ),
  metric(
    'ppe',
    'balance',
    `property plant and equipment net|property and equipment net|property plant and equipment|property and equipment|net property plant and equipment|
    property buildings and equipment|fixed assets|property plant and equipment less accumulated depreciation|plant property and equipment`,
    'ppe|ppne|pp & e|pp e|pp&e|pp & ne|net ppe|net ppne|fixed assets|fixed asset',
  ),
  metric('goodwill', 'balance', 'goodwill'),
  metric(
    'payables',
    'balance',
    'accounts payable|trade payables|trade accounts payable|accounts payable trade',
    'payables',
  ),
  metric(
    'debt',
    'balance',
    'long term debt|total debt|total long term debt|long term debt net|short term debt|long term obligations',
    'borrowings',
  ),
  metric('retained', 'balance', 'retained earnings|accumulated deficit|reinvested earnings|earnings reinvested'),
  metric(
    'accrued',
    'balance',
    'accrued expenses|accrued liabilities|accrued expenses and other|other accrued liabilities',
  ),
  metric(
    'operating-cash',
    'cash',
    `net cash provided by operating activities|net cash provided by used in operating activities|net cash flows provided by operating activities|
    cash provided by operating activities|net cash from operating activities|net cash used in operating activities|cash flows from operating activities|net cash flows from operating activities|
    cash generated by operations|net cash used in provided by operating activities`,
    'cash from operations|operating cash flow|operating cash flows|cash flow from operations|cash flows from operations|cfo',
  ),
  metric(
    'investing-cash',
    'cash',
    'net cash used in investing activities|net cash provided by used in investing activities|net cash used for investing activities|cash flows from investing activities',
    'investing activities|cash from investing',
  ),
  metric(
    'financing-cash',
    'cash',
    'net cash used in financing activities|net cash provided by used in financing activities|net cash provided by financing activities|cash flows from financing activities',
    'financing activities|cash from financing',
  ),
  metric(
    'capex',
    'cash',
    `purchases of property plant and equipment|purchases of property and equipment|capital expenditures|additions to property plant and equipment|additions to property and equipment|
    purchase of property and equipment|purchase of property plant and equipment|payments for property and equipment|purchases of pp & e|property additions|
    acquisition of property|investments in property|purchases of property|additions to property`,
    'capex|capital expenditure|capital spending|capital expenditures amount',
  ),
  metric(
    'depreciation',
    'cash',
    `depreciation and amortization|depreciation and amortization of property|depreciation amortization and other|depreciation|
    depreciation depletion and amortization|depreciation and amortisation|depreciation amortization and impairment`,
    'd & a|depreciation and amortization|da',
  ),
  metric(
    'dividends',
    'cash',
    'dividends paid|cash dividends paid|cash dividends|dividends|payment of dividends|payments of dividends|cash dividends paid to|dividends to common',
  ),
  metric(
    'buybacks',
    'cash',
    'repurchases of common stock|repurchase of common stock|purchases of treasury stock|common stock repurchases|purchase of treasury shares|share repurchases|acquisition of common stock',
    'share buyback|share buybacks|stock repurchases',
  ),
  metric('stock-compensation', 'cash', 'stock based compensation|share based compensation|stock compensation'),
];

const ratio = (ask: string, parts: string, labels = ''): Ratio => ({
  ask: list(ask),
  parts: parts.split(' '),
  labels: list(labels),
});

export const RATIOS: Ratio[] = [
  ratio('working capital|net working capital', 'current-assets current-liabilities', 'working capital'),
  ratio('working capital ratio|current ratio', 'current-assets current-liabilities', 'current ratio'),
  ratio('quick ratio|acid test', 'current-assets current-liabilities cash receivables'),
  ratio('liquidity profile|liquidity', 'current-assets current-liabilities cash'),
  ratio(
    'gross margin|gross margins|gross profit margin|gross margin profile|gross margin %',
    'gross-profit cogs revenue',
    'gross margin',
  ),
  ratio(
    'operating margin|operating profit margin|operating income margin|operating margins|ebit margin',
    'operating-income revenue',
    'operating margin',
  ),
  ratio('net profit margin|net margin|net income margin|profit margin', 'net-income revenue'),
  ratio('ebitda|unadjusted ebitda', 'operating-income depreciation', 'ebitda'),
  ratio('ebitda margin|ebitda % margin|unadjusted ebitda % margin', 'operating-income depreciation revenue'),
  ratio('cogs % margin|cogs margin', 'cogs revenue'),
  ratio('free cash flow|fcf|free cashflow', 'operating-cash capex', 'free cash flow'),
  ratio('free cash flow conversion', 'operating-cash capex net-income'),
  ratio('days payable outstanding|dpo', 'payables cogs inventory'),
  ratio('days sales outstanding|dso|days receivable', 'receivables revenue'),
  ratio('days inventory outstanding|dio|inventory turnover|inventory turnover ratio', 'inventory cogs'),
  ratio('cash conversion cycle|ccc', 'inventory cogs receivables payables'),
  ratio('fixed asset turnover|fixed asset turnover ratio', 'ppe revenue'),
  ratio('asset turnover|asset turnover ratio|total asset turnover', 'total-assets revenue'),
  ratio('return on assets|roa', 'net-income total-assets'),
  ratio('return on equity|roe', 'net-income equity'),
  ratio('interest coverage|interest coverage ratio|times interest earned', 'operating-income interest-expense'),
  ratio('dividend payout ratio|payout ratio|retention ratio', 'dividends net-income'),
  ratio('operating cash flow ratio|cash flow ratio', 'operating-cash current-liabilities'),
  ratio('debt to equity|leverage|debt equity ratio|debt to equity ratio', 'debt equity'),
  ratio('capital intensive|capital intensity|capital intensive business', 'ppe capex revenue total-assets'),
  ratio(
    'effective tax rate|effective income tax rate|tax rate',
    'income-tax pretax',
    'effective tax rate|effective income tax rate',
  ),
  ratio('tax burden', 'income-tax pretax'),
  ratio('change in inventory', 'inventory'),
];

/** Phrases that name a statement, in a question or in a page's title. */
export const STATEMENT_NAMES: Record<Statement, string[]> = {
  balance: list(
    'balance sheet|balance sheets|statement of financial position|statements of financial position|financial condition|statement of financial condition',
  ),
  income:
    list(`income statement|statement of income|statements of income|statement of operations|statements of operations|statement of earnings|statements of earnings|p & l|p l|
    profit and loss|consolidated results of operations|consolidated statements of net income|statement of profit`),
  cash: list(
    'cash flow statement|statement of cash flows|statements of cash flows|cash flows statement|statement of cash flow|cash flow statements',
  ),
};

export const METRIC_BY_ID: ReadonlyMap<string, Metric> = new Map(METRICS.map((entry) => [entry.id, entry]));
