/** Plans, their allowances and what a page costs. Numbers are defaults of the contract; credits are whole numbers. */
import type { Tier } from './job.ts';

export const CREDITS_PER_PAGE: Record<Tier, number> = { cpu: 1, vlm: 5 };

export interface Plan {
  /** Credits a period; null: no cap (local) or the balance is the cap (credits). */
  allowance: number | null;
  period: 'day' | 'month' | null;
  pagesPerFile: number;
  /** A job of a higher priority goes first in the queue. */
  priority: number;
}

export const PLANS = {
  anonymous: { allowance: 50, period: 'day', pagesPerFile: 20, priority: 0 },
  free: { allowance: 500, period: 'month', pagesPerFile: 100, priority: 1 },
  credits: { allowance: null, period: null, pagesPerFile: 2_000, priority: 2 },
  local: { allowance: null, period: null, pagesPerFile: 2_000, priority: 2 },
} as const satisfies Record<string, Plan>;

export type PlanName = keyof typeof PLANS;
/** The plans that the device's account can choose; anonymous is what calls without a token are on. */
export const ACCOUNT_PLANS = ['free', 'credits', 'local'] as const satisfies PlanName[];
export type AccountPlan = (typeof ACCOUNT_PLANS)[number];
