import { type PriceRequest, type Pricing, priceOf } from '@diboas/orchestration';

/** What stays within diBoaS is free: what leaves is what arrives. */
export function priceByOwnBook({ pay, payNetwork, receive: { network } }: PriceRequest): Pricing {
  return {
    price: priceOf(pay, []),
    receive: { money: pay, network },
    order: { pay, payNetwork, deliver: pay, network, chargeMax: pay },
  };
}

/** How what our own book carries out is paid for: out of a balance. */
export const BY_BALANCE = 'balance';
