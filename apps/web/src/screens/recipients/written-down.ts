import type { AddRecipientRequest, RecipientView } from '@diboas/protocol';

/** What writes somebody or an address down again, by the same name or another: whoever is on the list gets that name. */
export function writtenDown(recipient: RecipientView, name: string = recipient.name): AddRecipientRequest {
  return recipient.kind === 'person'
    ? { name, email: recipient.email }
    : { name, network: recipient.network, address: recipient.address };
}

/** As much as the server keeps of a name. */
export const NAME_MAX = 80;
