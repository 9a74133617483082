import { assert, formatMoney } from '@diboas/kernel';
import type { Submission } from '@diboas/orchestration';
import { MoonPay } from '@moonpay/moonpay-node';

/** What a link says that is not in the submission itself. */
interface LinkParts {
  readonly publishableKey: string;
  readonly currencyCode: string;
  /** MoonPay's name of the way to pay. */
  readonly methodName: string;
  readonly reference: string;
}

export type WidgetLink = (submission: Submission, parts: LinkParts) => string;

/**
 * Links to MoonPay's page, signed so that nobody changes what is in them (dev.moonpay.com/widget/on-ramp/customization:
 * parameters, url-signing). What is bought is fixed and locked; what it costs is MoonPay's to say on the page. The same
 * submission gives the same link, letter for letter.
 *
 * The official package makes the signature and nothing else. It logs to the console unless it is told not to, and writes the
 * address anew after it has signed it, so the signature is appended here.
 */
export function createWidgetLinks({
  widgetUrl,
  secretKey,
}: {
  readonly widgetUrl: string;
  readonly secretKey: string;
}): WidgetLink {
  const moonpay = new MoonPay(secretKey, { debug: false });
  return ({ pay, deliver, destination, returnUrl }, parts) => {
    const query = new URLSearchParams({
      apiKey: parts.publishableKey,
      currencyCode: parts.currencyCode,
      walletAddress: destination,
      baseCurrencyCode: pay.asset.toLowerCase(),
      quoteCurrencyAmount: formatMoney(deliver),
      lockAmount: 'true',
      paymentMethod: parts.methodName,
      externalTransactionId: parts.reference,
      redirectURL: returnUrl,
    });
    const url = `${widgetUrl}/?${query}`;
    const signature = moonpay.url.generateSignature(url);
    assert(signature, 'MoonPay signs every address');
    return `${url}&signature=${encodeURIComponent(signature)}`;
  };
}
