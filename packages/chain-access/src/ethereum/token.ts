// Tokens as ERC-20 has them.
import { parseAbi } from 'viem';

export const tokenAbi = parseAbi([
  'function balanceOf(address account) view returns (uint256)',
  'function transfer(address to, uint256 value) returns (bool)',
]);

/** keccak256 of `Transfer(address,address,uint256)`: ERC-20, "Events". */
export const TRANSFER_TOPIC = '0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef';
