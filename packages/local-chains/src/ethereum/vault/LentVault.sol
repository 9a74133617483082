// SPDX-License-Identifier: UNLICENSED
pragma solidity ^0.8.30;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {ERC4626} from "@openzeppelin/contracts/token/ERC20/extensions/ERC4626.sol";

// A vault of dollars on the local Ethereum: OpenZeppelin's ERC-4626, of which a keeper lends a part out at four percent a year, and
// may lose some of it. It pays out of what is not lent. It may keep silent about its bounds, as vaults do whose limits cannot be told.
contract LentVault is ERC4626 {
    using SafeERC20 for IERC20;

    uint256 private constant YEAR = 365 days;
    address private immutable keeper;
    uint256 private lent;
    uint256 private since;
    uint256 public cap = type(uint256).max;
    bool public isSilent;

    constructor(IERC20 asset_, address keeper_) ERC20("Lent dollars", "lentUSDC") ERC4626(asset_) {
        keeper = keeper_;
    }

    modifier onlyKeeper() {
        require(msg.sender == keeper, "not the keeper");
        _;
    }

    function lend(uint256 units) external onlyKeeper {
        settle(owed() + units);
        IERC20(asset()).safeTransfer(keeper, units);
    }

    function bring(uint256 units) external onlyKeeper {
        settle(owed() - units);
        IERC20(asset()).safeTransferFrom(keeper, address(this), units);
    }

    function lose(uint256 units) external onlyKeeper {
        settle(owed() - units);
    }

    function bound(uint256 cap_, bool isSilent_) external onlyKeeper {
        cap = cap_;
        isSilent = isSilent_;
    }

    function totalAssets() public view override returns (uint256) {
        return idle() + owed();
    }

    function maxDeposit(address) public view override returns (uint256) {
        return isSilent ? 0 : room();
    }

    function maxWithdraw(address owner) public view override returns (uint256) {
        return isSilent ? 0 : least(super.maxWithdraw(owner), idle());
    }

    function maxRedeem(address owner) public view override returns (uint256) {
        return isSilent ? 0 : least(super.maxRedeem(owner), convertToShares(idle()));
    }

    function deposit(uint256 assets, address receiver) public override returns (uint256) {
        if (assets > room()) revert ERC4626ExceededMaxDeposit(receiver, assets, room());
        uint256 shares = previewDeposit(assets);
        _deposit(msg.sender, receiver, assets, shares);
        return shares;
    }

    function withdraw(uint256 assets, address receiver, address owner) public override returns (uint256) {
        uint256 shares = previewWithdraw(assets);
        _withdraw(msg.sender, receiver, owner, assets, shares);
        return shares;
    }

    function redeem(uint256 shares, address receiver, address owner) public override returns (uint256) {
        uint256 assets = previewRedeem(shares);
        _withdraw(msg.sender, receiver, owner, assets, shares);
        return assets;
    }

    // Shares have eighteen digits, and dollars six.
    function _decimalsOffset() internal pure override returns (uint8) {
        return 12;
    }

    function idle() private view returns (uint256) {
        return IERC20(asset()).balanceOf(address(this));
    }

    function owed() private view returns (uint256) {
        return lent + (lent * 4 * (block.timestamp - since)) / (100 * YEAR);
    }

    function room() private view returns (uint256) {
        uint256 total = totalAssets();
        return cap > total ? cap - total : 0;
    }

    function settle(uint256 lent_) private {
        lent = lent_;
        since = block.timestamp;
    }

    function least(uint256 one, uint256 other) private pure returns (uint256) {
        return one < other ? one : other;
    }
}
