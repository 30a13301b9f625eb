/** The fields of invoices, receipts and contracts: how they are asked for and how documents label them. */

export type ValueKind = 'amount' | 'date' | 'identifier' | 'text' | 'percentage' | 'number';

export interface Field {
  id: string;
  kind: ValueKind;
  /** Labels that say exactly this. */
  labels: string[];
  /** Labels that say it where no better one stands. */
  weak: string[];
  /** Words beside a label that make it another field's. */
  avoid: string[];
  /** Further ways to ask. */
  ask: string[];
  /** Where nothing is labelled, the value may stand alone: the first date, the largest amount, the first line. */
  bare?: 'first-date' | 'largest-amount' | 'first-line';
}

const list = (text: string): string[] =>
  text
    .split('|')
    .map((phrase) => phrase.trim())
    .filter(Boolean);

function field(
  id: string,
  kind: ValueKind,
  text: Partial<Record<'labels' | 'weak' | 'avoid' | 'ask', string>>,
  bare?: Field['bare'],
): Field {
  const { labels = '', weak = '', avoid = '', ask = '' } = text;
  return {
    id,
    kind,
    labels: list(labels),
    weak: list(weak),
    avoid: list(avoid),
    ask: list(ask),
    ...(bare ? { bare } : {}),
  };
}

export const FIELDS: Field[] = [
  field(
    'total',
    'amount',
    {
      labels: `grand total|total due|total amount due|amount due|total amount payable|amount payable|total payable|balance due|
        total to pay|invoice total|total for this invoice|total invoice|total including|total incl|total inclusive|
        total amount incl|total rounded|rounded total|total after rounding|total sales inclusive|total sales incl|
        nett total|net total|total after|bill total|order total|total charge|total price|
        gesamtbetrag|rechnungsbetrag|endbetrag|zahlbetrag|gesamtsumme|bruttobetrag|zu zahlen|zu zahlender betrag|
        somme à payer|net à payer|total ttc|montant ttc|montant à payer|total à payer|total facture|montant total|
        total a pagar|importe total|total factura|monto total|total general|
        factuur totaal|te betalen|totaalbedrag|totale fattura|totale da pagare|valor total|total a pagar|
        مبلغ کل|جمع کل|مبلغ قابل پرداخت|قابل پرداخت|مبلغ نهایی|جمع نهایی|مجموع کل|مبلغ فاکتور|مبلغ کل فاکتور|
        المبلغ الاجمالی|الاجمالی|المجموع الکلی|المبلغ المستحق|الاجمالی المستحق|اجمالی المبلغ|
        合计金额|总计|总额|应付金额|应付总额|价税合计|合计|合計|合計金額|ご請求金額|請求金額|総額|お支払金額|お会計`,
      weak: 'total|total amount|total sales|total rm|summe|gesamt|totaal|totale|importe|betrag|montant|amount|net amount|due|amt due|جمع|مجموع|المجموع|مبلغ|مبلغ پرداختی|المبلغ|小计|小計|金额|金額|balance|ttl|jumlah',
      avoid: `sub|subtotal|excl|excluding|exclusive|before|ohne|netto|ht|tax|taxable|vat|gst|mwst|ust|tva|iva|btw|qty|quantity|items|item|
        discount|saving|savings|points|disc|cash|change|tendered|paid|received|rounding adj|previous|opening|credits|مالیات|تخفیف|الضریبه|خصم|تعداد|بدون`,
      ask: `total amount|total|how much do i have to pay|how much do i owe|how much is it|how much was it|how much was paid|
        how much did it cost|what did it cost|total cost|total bill|bill amount|invoice amount|amount of the invoice|final amount|total sum|sum total|
        total value|amount to pay|amount to be paid|amount total|total of the invoice|total of the receipt|how much is due|how much is owed|
        how much is the bill|how much is the invoice|how much should be paid|how much must be paid|summe|gesamtpreis|betrag|wie viel muss ich zahlen|montant|
        combien dois je payer|cuánto hay que pagar|cuánto debo pagar|importe|جمع|مجموع|مبلغ|مبلغ صورتحساب|مبلغ صورت حساب|جمع فاکتور|چقدر باید بپردازم|چقدر باید پرداخت|چه مبلغی باید|
        هزینه کل|کل مبلغ|کل هزینه|قیمت کل|المبلغ|المجموع|کم المبلغ|إجمالي الفاتورة|多少钱|金额|总金额|いくら`,
    },
    'largest-amount',
  ),
  field('subtotal', 'amount', {
    labels: `subtotal|sub total|net amount|total excl|total excluding|total before tax|total exclusive|amount before tax|zwischensumme|nettobetrag|netto|
      sous total|total ht|montant ht|subtotal|base imponible|subtotaal|imponibile|جمع جزء|جمع قبل از مالیات|المجموع الفرعی|小计|小計`,
    avoid: 'incl|including|inclusive',
    ask: 'amount before tax|net amount|total before tax|مبلغ بدون مالیات|مبلغ قبل از مالیات',
  }),
  field('tax', 'amount', {
    labels: `vat|gst|sales tax|total tax|tax amount|vat amount|gst amount|total gst|gst payable|value added tax|mwst|ust|umsatzsteuer|mehrwertsteuer|tva|
      montant tva|iva|btw|btw bedrag|مالیات|مالیات بر ارزش افزوده|ضریبه|ضریبه القیمه المضافه|税额|消費税|增值税`,
    weak: 'tax',
    avoid: 'id|no|number|reg|invoice|nr|excl|incl|including|excluding|inclusive|exclusive|net|شماره',
    ask: 'tax|taxes|how much tax|tax charged|steuer|impuesto|impuestos|taxe|taxes|مبلغ مالیات|税',
  }),
  field('discount', 'amount', {
    labels: 'discount|total discount|rabatt|remise|descuento|korting|sconto|تخفیف|خصم|折扣|割引',
    ask: 'how much discount|savings',
  }),
  field('change', 'amount', {
    labels: 'change|change due|rückgeld|wechselgeld|monnaie rendue|cambio|باقی پول|找零|お釣り',
  }),
  field('paid', 'amount', {
    labels:
      'cash|amount paid|paid|cash tendered|amount tendered|payment received|bar|gegeben|espèces|efectivo|مبلغ پرداخت شده|پرداخت شده|المدفوع|お預り',
    ask: 'cash paid|cash tendered|amount received',
  }),
  field('due-date', 'date', {
    labels: `due date|date due|payment due|payment due date|payable by|pay by|due on|due by|payment deadline|due|fällig am|fällig|fälligkeit|fälligkeitsdatum|zahlbar bis|
      zahlungsziel|date d échéance|échéance|date limite de paiement|à payer avant le|fecha de vencimiento|vencimiento|fecha límite de pago|vervaldatum|
      uiterste betaaldatum|scadenza|data di scadenza|data de vencimento|vencimento|تاریخ سررسید|سررسید|موعد پرداخت|مهلت پرداخت|تاریخ پرداخت|تاریخ استحقاق|
      تاریخ الاستحقاق|الاستحقاق|到期日|付款截止日期|付款期限|支払期限|お支払期限|支払期日`,
    ask: `when is it due|when is the payment due|when must it be paid|when do i have to pay|when is the invoice due|when is payment due|by when|deadline|when should it be paid|wann fällig|wann muss bezahlt werden|bis wann|
      quand payer|cuándo vence|چه زمانی باید پرداخت شود|تا چه تاریخی|تا کی باید`,
  }),
  field(
    'date',
    'date',
    {
      labels: `invoice date|date of invoice|bill date|receipt date|issue date|date of issue|date issued|billing date|transaction date|rechnungsdatum|datum der rechnung|
        ausstellungsdatum|belegdatum|date de facture|date de la facture|date d émission|date facture|fecha de factura|fecha de emisión|fecha factura|factuurdatum|factuur datum|
        data fattura|data da fatura|data de emissão|تاریخ فاکتور|تاریخ صدور|تاریخ صورتحساب|تاریخ الفاتوره|تاریخ الاصدار|开票日期|发票日期|請求日|発行日`,
      weak: 'date|datum|fecha|data|dated|تاریخ|التاریخ|日期|日付|du|tarikh',
      avoid: `due|delivery|order|birth|expiry|expiration|start|end|from|until|check|printed|payment|fällig|liefer|échéance|limite|vencimiento|verval|سررسید|تحویل|پرداخت|الاستحقاق|到期|期限|prélèvement`,
      ask: 'date|datum|invoice dated|when was it issued|when was the invoice issued|when was this issued|when was the purchase|when was it bought|what day|when is it from|تاریخ|چه تاریخی|تاریخ رسید|در چه تاریخی|kaufdatum|日期|日付|التاریخ',
    },
    'first-date',
  ),
  field('number', 'identifier', {
    labels: `invoice number|invoice no|invoice nr|invoice num|invoice #|inv no|inv number|inv #|bill number|bill no|bill #|receipt number|receipt no|receipt #|tax invoice no|
      document number|document no|doc no|slip no|trans no|transaction no|transaction number|rechnungsnummer|rechnungsnr|rechnungs nr|rechnung nr|belegnummer|beleg nr|facture n|
      numéro de facture|n de facture|n facture|facture no|número de factura|factura n|factura no|n de factura|factuurnummer|factuur nr|factuurnr|numero fattura|
      fattura n|número da fatura|شماره فاکتور|شماره صورتحساب|شماره صورت حساب|شماره رسید|رقم الفاتوره|فاتوره رقم|发票号码|发票号|請求書番号|伝票番号|領収書番号`,
    weak: 'invoice|factuur|rechnung|facture|bill|receipt|doc|ref no|reference|reference number|booking id|order id|order number|شماره|رقم|号码|番号|chk|check no',
    avoid: 'date|datum|total|amount|address|adresse|tax id|تاریخ|gst|vat|phone|tel|account|مبلغ',
    ask: 'number of the invoice|invoice id|receipt id|bill id|rechnung nummer|numéro|شماره|发票编号',
  }),
  field('order-number', 'identifier', {
    labels:
      'order number|order no|order id|order #|purchase order|po number|po no|bestellnummer|bestellnr|auftragsnummer|numéro de commande|commande n|número de pedido|شماره سفارش|رقم الطلب|订单号|注文番号',
    weak: 'order|pedido|commande|bestellung',
    avoid: 'date',
  }),
  field('customer-number', 'identifier', {
    labels:
      'customer number|customer no|customer id|client id|client number|kundennummer|kundennr|kunden nr|numéro client|id client|número de cliente|klantnummer|شماره مشتری|رقم العمیل|客户编号|お客様番号',
    avoid: '',
  }),
  field('account-number', 'identifier', {
    labels:
      'account number|account no|a c no|bank account|kontonummer|kto nr|numéro de compte|número de cuenta|شماره حساب|رقم الحساب|账号|口座番号',
    avoid: '',
  }),
  field('iban', 'identifier', { labels: 'iban|شماره شبا|شبا|آیبان', avoid: '' }),
  field('bic', 'identifier', { labels: 'bic|swift|swift code|swift bic', avoid: '' }),
  field('tax-id', 'identifier', {
    labels: `vat number|vat no|vat id|vat reg no|tax id|tax number|gst no|gst id|gst reg no|gst registration no|gstin|ustid|ust id|ust idnr|steuernummer|steuer nr|n de tva|
      numéro de tva|nif|cif|btw nummer|partita iva|شناسه ملی|کد اقتصادی|شماره اقتصادی|الرقم الضریبی|税号|纳税人识别号|登録番号`,
    avoid: '',
  }),
  field('phone', 'identifier', {
    labels:
      'phone|tel|telephone|mobile|phone number|telefon|téléphone|teléfono|telefoon|تلفن|شماره تلفن|موبایل|هاتف|الهاتف|电话|電話',
    ask: 'telephone number|telefonnummer|numéro de téléphone',
  }),
  field('email', 'identifier', {
    labels: 'email|e mail|email address|courriel|correo|ایمیل|البرید الالکترونی|邮箱|メール',
  }),
  field('payment-method', 'text', {
    labels:
      'payment method|payment mode|paid by|mode of payment|payment type|zahlungsart|zahlungsform|zahlungsweise|mode de paiement|moyen de paiement|forma de pago|método de pago|روش پرداخت|نحوه پرداخت|طریقه الدفع|付款方式|支払方法|お支払方法',
    ask: 'how was it paid|wie wurde bezahlt',
  }),
  field(
    'issuer',
    'text',
    {
      labels:
        'seller|vendor|supplier|issuer|issued by|service provider|lieferant|verkäufer|rechnungssteller|vendeur|fournisseur|proveedor|vendedor|فروشنده|صادر کننده|البائع|المورد|销售方|卖方|販売者|請求元',
      ask: 'company|company name|shop|store|merchant|which company issued|who issued|who is the invoice from|name of the company|name of the shop|name of the store|restaurant|نام فروشگاه|فروشگاه|نام شرکت|شرکت|店名|公司',
    },
    'first-line',
  ),
  field('customer', 'text', {
    labels:
      'bill to|billed to|sold to|customer|customer name|client|buyer|guest name|invoice to|ship to|kunde|kundenname|rechnungsempfänger|client|nom du client|cliente|comprador|خریدار|نام خریدار|مشتری|نام مشتری|العمیل|المشتری|购买方|买方|客户|お客様名|宛先',
    avoid: 'number|no|id|nr|شماره',
    ask: 'who is the invoice addressed to|who is billed|who was billed|addressee|recipient|who is the customer|name of the customer',
  }),
];

/** What a question calls the document itself; it is no topic. */
export const DOCUMENT_WORDS =
  `invoice|receipt|bill|document|contract|form|statement|paper|order|report|purchase|filing|10k|10 k|10q|page|text|letter|rechnung|beleg|quittung|vertrag|dokument|facture|
  reçu|contrat|factura|recibo|contrato|factuur|bon|fattura|فاکتور|صورتحساب|صورت حساب|رسید|سند|قرارداد|قبض|برگه|فاتوره|الفاتوره|ایصال|الایصال|المستند|发票|收据|合同|文件|請求書|領収書|レシート|契約書|書類|value|
  the|please|رو|این`
    .split('|')
    .map((word) => word.trim());
