/** Where each plan is called. A key of the one is refused by the other. */
export const PLAN_URLS = {
  demo: 'https://api.coingecko.com/api/v3',
  pro: 'https://pro-api.coingecko.com/api/v3',
} as const;
