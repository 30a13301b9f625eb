/**
 * What the data tools add to a job as `data`. Each value: `value` normalised (an ISO 8601 date, a number for an amount,
 * true or false for a tick box), `text` as printed, the box of its words. What was not found is absent.
 */
import * as v from 'valibot';
import { Bbox } from './terms.ts';

export const DataValue = v.object({
  value: v.union([v.string(), v.number(), v.boolean()]),
  text: v.string(),
  /** Counts from 1. */
  page: v.pipe(v.number(), v.integer(), v.minValue(1)),
  bbox: Bbox,
  /** How sure the reading is times how sure it is that this is the value: 0…1. */
  confidence: v.pipe(v.number(), v.minValue(0), v.maxValue(1)),
});

const some = v.optional(DataValue);

/** A line of a receipt or an invoice. */
export const DataItem = v.object({ description: some, quantity: some, unit_price: some, amount: some });

/** A sum or a checksum that the values of `fields` must satisfy. */
export const DataCheck = v.object({
  /** `items + tax = total`, `quantity × unit price = amount`, `IBAN checksum`. */
  name: v.string(),
  ok: v.boolean(),
  fields: v.array(v.string()),
  /** What the left side comes to, and what is printed. */
  expected: v.optional(v.number()),
  actual: v.optional(v.number()),
});

const sums = {
  /** ISO 4217 where it is known which, otherwise as printed (`$`). */
  currency: some,
  items: v.optional(v.array(DataItem)),
  subtotal: some,
  discount: some,
  tax: some,
  rounding: some,
  total: some,
  checks: v.array(DataCheck),
};

export const ReceiptData = v.strictObject({
  merchant: some,
  address: some,
  phone: some,
  tax_id: some,
  number: some,
  date: some,
  /** `21:28` or `21:28:05`. */
  time: some,
  ...sums,
  service: some,
  tip: some,
  /** `cash`, `card`, or the card's or service's name. */
  payment: some,
  paid: some,
  change: some,
});

export const InvoiceData = v.strictObject({
  number: some,
  date: some,
  due_date: some,
  order_number: some,
  customer_number: some,
  seller: some,
  buyer: some,
  vat_id: some,
  iban: some,
  bic: some,
  payment: some,
  ...sums,
});

export const BusinessCardData = v.strictObject({
  name: some,
  title: some,
  company: some,
  phones: v.optional(v.array(DataValue)),
  emails: v.optional(v.array(DataValue)),
  website: some,
  address: some,
});

/** By the label as printed; a label that stands again gets ` (2)`. */
export const FormData = v.record(v.string(), DataValue);

/** Which of them: the job's `tool`. */
export const Data = v.union([ReceiptData, InvoiceData, BusinessCardData, FormData]);

export type DataValue = v.InferOutput<typeof DataValue>;
export type DataItem = v.InferOutput<typeof DataItem>;
export type DataCheck = v.InferOutput<typeof DataCheck>;
export type ReceiptData = v.InferOutput<typeof ReceiptData>;
export type InvoiceData = v.InferOutput<typeof InvoiceData>;
export type BusinessCardData = v.InferOutput<typeof BusinessCardData>;
export type FormData = v.InferOutput<typeof FormData>;
export type Data = v.InferOutput<typeof Data>;
