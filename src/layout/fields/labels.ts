/** The fields of invoices, receipts, forms and contracts, and how documents label them. */

export type ValueKind = 'amount' | 'date' | 'identifier' | 'text' | 'percentage' | 'number';

export interface FieldLabels {
  id: string;
  kind: ValueKind;
  /** Labels that say exactly this. */
  labels: string[];
  /** Labels that say it where no better one stands. */
  weak: string[];
  /** Words beside a label that make it another field's. */
  avoid: string[];
}

/** Phrases of a text that parts them with bars; line breaks and blanks around them do not count. */
export const phraseList = (text: string): string[] =>
  text
    .split('|')
    .map((phrase) => phrase.trim())
    .filter(Boolean);

function field(id: string, kind: ValueKind, text: Partial<Record<'labels' | 'weak' | 'avoid', string>>): FieldLabels {
  const { labels = '', weak = '', avoid = '' } = text;
  return { id, kind, labels: phraseList(labels), weak: phraseList(weak), avoid: phraseList(avoid) };
}

export const FIELD_LABELS: FieldLabels[] = [
  field('total', 'amount', {
    labels: `grand total|total due|total amount due|amount due|total amount payable|amount payable|total payable|balance due|
        total to pay|invoice total|total for this invoice|total invoice|total including|total incl|total inclusive|
        total amount incl|total rounded|rounded total|total after rounding|total sales inclusive|total sales incl|
        nett total|net total|total after|bill total|order total|total charge|total price|
        total amt|total amt payable|total amt incl|nett amt|nett amount|net amt|bill amount|bill amt|total include|total inc|round total|final total|amt payable|
        amount to pay|jumlah besar|jumlah keseluruhan|jumlah perlu dibayar|jumlah bayaran|
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
  }),
  field('subtotal', 'amount', {
    labels: `subtotal|sub total|net amount|total excl|total excluding|total before tax|total exclusive|amount before tax|zwischensumme|nettobetrag|netto|
      sous total|total ht|montant ht|subtotal|base imponible|subtotaal|imponibile|جمع جزء|جمع قبل از مالیات|المجموع الفرعی|小计|小計`,
    avoid: 'incl|including|inclusive',
  }),
  field('tax', 'amount', {
    labels: `vat|gst|sales tax|total tax|tax amount|vat amount|gst amount|total gst|gst payable|value added tax|mwst|ust|umsatzsteuer|mehrwertsteuer|tva|
      montant tva|iva|btw|btw bedrag|مالیات|مالیات بر ارزش افزوده|ضریبه|ضریبه القیمه المضافه|税额|消費税|增值税`,
    weak: 'tax',
    avoid: 'id|no|number|reg|invoice|nr|excl|incl|including|excluding|inclusive|exclusive|net|شماره',
  }),
  field('discount', 'amount', {
    labels: 'discount|total discount|rabatt|remise|descuento|korting|sconto|تخفیف|خصم|折扣|割引',
  }),
  field('change', 'amount', {
    labels:
      'change|change due|cash change|balance change|baki|rückgeld|wechselgeld|monnaie rendue|cambio|باقی پول|找零|お釣り',
  }),
  field('paid', 'amount', {
    labels:
      'cash|amount paid|paid|cash tendered|amount tendered|payment received|bar|gegeben|espèces|efectivo|مبلغ پرداخت شده|پرداخت شده|المدفوع|お預り',
  }),
  field('due-date', 'date', {
    labels: `due date|date due|payment due|payment due date|payable by|pay by|due on|due by|payment deadline|due|fällig am|fällig|fälligkeit|fälligkeitsdatum|zahlbar bis|
      zahlungsziel|date d échéance|échéance|date limite de paiement|à payer avant le|fecha de vencimiento|vencimiento|fecha límite de pago|vervaldatum|
      uiterste betaaldatum|scadenza|data di scadenza|data de vencimento|vencimento|تاریخ سررسید|سررسید|موعد پرداخت|مهلت پرداخت|تاریخ پرداخت|تاریخ استحقاق|
      تاریخ الاستحقاق|الاستحقاق|到期日|付款截止日期|付款期限|支払期限|お支払期限|支払期日`,
  }),
  field('date', 'date', {
    labels: `invoice date|date of invoice|bill date|receipt date|issue date|date of issue|date issued|billing date|transaction date|rechnungsdatum|datum der rechnung|
        ausstellungsdatum|belegdatum|date de facture|date de la facture|date d émission|date facture|fecha de factura|fecha de emisión|fecha factura|factuurdatum|factuur datum|
        data fattura|data da fatura|data de emissão|تاریخ فاکتور|تاریخ صدور|تاریخ صورتحساب|تاریخ الفاتوره|تاریخ الاصدار|开票日期|发票日期|請求日|発行日`,
    weak: 'date|datum|fecha|data|dated|تاریخ|التاریخ|日期|日付|du|tarikh',
    avoid: `due|delivery|order|birth|expiry|expiration|start|end|from|until|check|printed|payment|fällig|liefer|échéance|limite|vencimiento|verval|سررسید|تحویل|پرداخت|الاستحقاق|到期|期限|prélèvement`,
  }),
  field('number', 'identifier', {
    labels: `invoice number|invoice no|invoice nr|invoice num|invoice #|inv no|inv number|inv #|bill number|bill no|bill #|receipt number|receipt no|receipt #|tax invoice no|
      document number|document no|doc no|slip no|trans no|transaction no|transaction number|rechnungsnummer|rechnungsnr|rechnungs nr|rechnung nr|belegnummer|beleg nr|facture n|
      numéro de facture|n de facture|n facture|facture no|número de factura|factura n|factura no|n de factura|factuurnummer|factuur nr|factuurnr|numero fattura|
      fattura n|número da fatura|شماره فاکتور|شماره صورتحساب|شماره صورت حساب|شماره رسید|رقم الفاتوره|فاتوره رقم|发票号码|发票号|請求書番号|伝票番号|領収書番号`,
    weak: 'invoice|factuur|rechnung|facture|bill|receipt|doc|ref no|reference|reference number|booking id|order id|order number|شماره|رقم|号码|番号|chk|check no',
    avoid: 'date|datum|total|amount|address|adresse|tax id|تاریخ|gst|vat|phone|tel|account|مبلغ',
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
  }),
  field('account-number', 'identifier', {
    labels:
      'account number|account no|a c no|bank account|kontonummer|kto nr|numéro de compte|número de cuenta|شماره حساب|رقم الحساب|账号|口座番号',
  }),
  field('iban', 'identifier', { labels: 'iban|شماره شبا|شبا|آیبان' }),
  field('bic', 'identifier', { labels: 'bic|swift|swift code|swift bic' }),
  field('tax-id', 'identifier', {
    labels: `vat number|vat no|vat id|vat reg no|tax id|tax number|gst no|gst id|gst reg no|gst registration no|gstin|ustid|ust id|ust idnr|steuernummer|steuer nr|n de tva|
      numéro de tva|nif|cif|btw nummer|partita iva|شناسه ملی|کد اقتصادی|شماره اقتصادی|الرقم الضریبی|税号|纳税人识别号|登録番号`,
  }),
  field('phone', 'identifier', {
    labels:
      'phone|tel|telephone|mobile|phone number|telefon|téléphone|teléfono|telefoon|تلفن|شماره تلفن|موبایل|هاتف|الهاتف|电话|電話',
  }),
  field('email', 'identifier', {
    labels: 'email|e mail|email address|courriel|correo|ایمیل|البرید الالکترونی|邮箱|メール',
  }),
  field('payment-method', 'text', {
    labels:
      'payment method|payment mode|paid by|mode of payment|payment type|zahlungsart|zahlungsform|zahlungsweise|mode de paiement|moyen de paiement|forma de pago|método de pago|روش پرداخت|نحوه پرداخت|طریقه الدفع|付款方式|支払方法|お支払方法',
  }),
  field('issuer', 'text', {
    labels:
      'seller|sold by|vendor|supplier|issuer|issued by|service provider|lieferant|verkäufer|rechnungssteller|vendeur|fournisseur|proveedor|vendedor|فروشنده|صادر کننده|البائع|المورد|销售方|卖方|販売者|請求元',
  }),
  field('customer', 'text', {
    labels:
      'bill to|billed to|sold to|billing address|invoice address|invoiced to|rechnungsadresse|adresse de facturation|factuuradres|dirección de facturación|customer|customer name|client|buyer|guest name|invoice to|kunde|kundenname|rechnungsempfänger|client|nom du client|cliente|comprador|خریدار|نام خریدار|مشتری|نام مشتری|العمیل|المشتری|购买方|买方|客户|お客様名|宛先',
    avoid: 'number|no|id|nr|ref|réf|code|شماره',
  }),
  field('delivery', 'text', {
    labels:
      'ship to|shipped to|deliver to|delivery address|shipping address|lieferadresse|lieferanschrift|adresse de livraison|livraison|dirección de entrega|dirección de envío|afleveradres|bezorgadres|آدرس تحویل|عنوان التسليم|收货地址|お届け先|送付先',
  }),
  field('rounding', 'amount', {
    labels:
      'rounding|rounding adj|rounding adjustment|round adj|round off|rounded off|rndg|rundung|arrondi|redondeo|afronding|arrotondamento|گرد کردن|روند|التقریب|端数|舍入|pembundaran|pelarasan',
  }),
  field('service', 'amount', {
    labels:
      'service charge|svc charge|svr chg|serv charge|servicegebühr|bedienung|cargo por servicio|servicio|حق سرویس|هزینه سرویس|رسوم الخدمه|サービス料|服务费|caj perkhidmatan',
  }),
  field('tip', 'amount', { labels: 'tip|tips|gratuity|trinkgeld|pourboire|propina|انعام|بقشیش|小费|チップ' }),
  field('card', 'amount', {
    labels:
      'visa|mastercard|master card|master|amex|american express|maestro|debit|debit card|credit card|credit|card|bank card|ec karte|girocard|kreditkarte|carte bancaire|carte bleue|cb|tarjeta|کارت|کارتخوان|بطاقه|مدی|刷卡|银行卡|微信支付|支付宝|クレジット|kad kredit|touch n go|grabpay|apple pay|google pay|paypal|alipay|wechat pay',
  }),
  field('count', 'number', {
    labels:
      'total qty|total quantity|total items|total item|no of items|number of items|item count|items sold|qty total|total saving|total savings|you saved|points|points earned|total points|anzahl artikel|nombre d articles|تعداد کل|عدد الاصناف',
    weak: 'qty|item|items|quantity|saving|savings',
  }),
  field('tendered', 'amount', {
    labels:
      'tunai|payment|tender|tendered|pay|cash received|total paid|total tendered|total payment|cash payment|paid amount|bayaran|barzahlung|especes|contanti|contant|نقد|نقدی|نقدا|现金|現金|实收|お預かり',
  }),
];

/** Those of one field. Throws where there is no such field. */
export function fieldLabels(id: string): FieldLabels {
  const found = FIELD_LABELS.find((field) => field.id === id);
  if (!found) throw new Error(`No field ${id}`);
  return found;
}
