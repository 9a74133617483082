import { isWordOf, type Meaning } from '@diboas/providers-kit';

/**
 * Every `errorType` of Coinbase's specification, each sorted by hand: its list is closed, and error-meanings.test.ts
 * holds this one against it. Most can never come of a request for a link; if one does, it was refused all the same.
 */
const MEANINGS: Readonly<Record<string, Meaning>> = {
  ...each('in_doubt', [
    ...['already_exists', 'bad_gateway', 'client_closed_request', 'internal_server_error'],
    ...['operation_in_progress', 'request_canceled', 'service_unavailable', 'settlement_failed', 'timed_out'],
  ]),
  ...each('rate_limited', ['rate_limit_exceeded']),
  ...each('other_request', ['idempotency_error']),
  ...each('not_authorised', ['forbidden', 'unauthorized', 'policy_violation']),
  ...each('declined', ['payment_method_required', 'payment_required']),
  ...each('limit_exceeded', [
    ...['account_limit_exceeded', 'daily_amount_limit_exceeded', 'daily_transaction_limit_exceeded'],
    ...['faucet_limit_exceeded', 'guest_transaction_count', 'guest_transaction_limit'],
  ]),
  ...each('unsupported', [
    ...[
      'customer_not_authorized',
      'endpoint_unavailable',
      'guest_permission_denied',
      'guest_region_forbidden',
    ],
    ...[
      'network_mismatch',
      'network_not_tradable',
      'source_asset_not_supported',
      'target_asset_not_supported',
    ],
    ...['transfer_asset_not_supported', 'unsupported_tos_language'],
  ]),
  ...each('price_changed', ['order_quote_expired', 'transfer_quote_expired']),
  ...each('invalid_request', [
    ...[
      'asset_mismatch',
      'invalid_request',
      'invalid_signature',
      'invalid_sql_query',
      'malformed_transaction',
    ],
    ...['metadata_key_too_long', 'metadata_too_many_entries', 'metadata_value_too_long', 'not_found'],
    ...['source_account_invalid', 'source_account_not_found', 'target_account_invalid'],
    ...['target_account_not_found', 'target_email_invalid', 'target_onchain_address_invalid'],
    ...['transfer_amount_invalid', 'travel_rules_field_missing'],
  ]),
  ...each('other', [
    ...['account_not_ready', 'already_enabled', 'authorization_expired', 'capture_expired'],
    ...['delegation_expired', 'delegation_not_authorized', 'delegation_not_enabled', 'delegation_not_found'],
    ...['delegation_revoked', 'document_verification_failed', 'entity_not_configured_for_payment_acceptance'],
    ...['insufficient_allowance', 'insufficient_balance', 'insufficient_liquidity', 'mfa_already_enrolled'],
    ...[
      'mfa_challenge_not_found',
      'mfa_flow_expired',
      'mfa_invalid_code',
      'mfa_not_enrolled',
      'mfa_required',
    ],
    ...['moderation_rejected', 'no_capturable_balance', 'no_refundable_balance', 'no_voidable_balance'],
    ...['order_already_canceled', 'order_already_filled', 'otp_verification_code_invalid'],
    ...['otp_verification_destination_mismatch', 'otp_verification_expired', 'otp_verification_invalid'],
    ...['otp_verification_not_found', 'otp_verification_required', 'payment_session_action_pending'],
    ...['payment_session_already_authorized', 'payment_session_already_canceled'],
    ...['phone_number_verification_expired', 'policy_in_use', 'recipient_allowlist_pending'],
    ...[
      'recipient_allowlist_violation',
      'refund_expired',
      'stale_attestation',
      'transaction_simulation_failed',
    ],
    ...['travel_rules_recipient_violation'],
  ]),
};

/** Null for a word that is not in Coinbase's list. */
export function meaningOf(errorType: string): Meaning | null {
  return isWordOf(MEANINGS, errorType) ? (MEANINGS[errorType] ?? null) : null;
}

function each(meaning: Meaning, errorTypes: readonly string[]): Record<string, Meaning> {
  return Object.fromEntries(errorTypes.map((errorType) => [errorType, meaning]));
}
