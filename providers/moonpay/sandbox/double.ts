/** Everything of MoonPay's, put together: purchases, its wire, and how it signs. */
import { createUuid, type Double, type DoubleKind, type DoubleParts, showOrders } from '@diboas/sandbox-kit';
import { shownPurchase } from './purchase.ts';
import { createPurchases, type Purchases } from './purchases.ts';
import { createMoonpayWire } from './server.ts';
import { createMoonpaySigner, purchaseEvent } from './webhooks.ts';

export interface MoonpayDouble extends Double {
  readonly purchases: Purchases;
}

export const moonpayDouble: DoubleKind<MoonpayDouble> = {
  id: 'moonpay',
  name: 'MoonPay',
  secrets: {
    MOONPAY_PUBLISHABLE_KEY: { help: 'the key that callers and links must name' },
    MOONPAY_SECRET_KEY: { help: 'what links must be signed with' },
    MOONPAY_WEBHOOK_KEY: { help: 'what its webhooks are signed with' },
  },
  open: openMoonpay,
};

function openMoonpay(parts: DoubleParts): MoonpayDouble {
  const { MOONPAY_PUBLISHABLE_KEY: publishableKey = '', MOONPAY_SECRET_KEY: secretKey = '' } = parts.secrets;
  const purchases = createPurchases({
    ...parts,
    onStatusChange: (purchase) => parts.sendEvent(purchaseEvent(purchase, `evt_${createUuid(parts.random)}`)),
  });
  return {
    purchases,
    orders: showOrders(purchases, shownPurchase),
    wire: createMoonpayWire({ publishableKey, secretKey, purchases }),
    signer: createMoonpaySigner(parts.secrets.MOONPAY_WEBHOOK_KEY ?? ''),
    resume: purchases.resume,
    forget: () => {},
  };
}
