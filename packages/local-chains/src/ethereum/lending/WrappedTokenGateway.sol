// SPDX-License-Identifier: UNLICENSED
pragma solidity ^0.8.30;

interface IWrapped {
    function deposit() external payable;
    function withdraw(uint256 wad) external;
    function approve(address spender, uint256 value) external returns (bool);
}

interface ILendingPool {
    function supply(address asset, uint256 amount, address onBehalfOf, uint16 referralCode) external;
    function withdraw(address asset, uint256 amount, address to) external returns (uint256);
}

interface ILentToken {
    function transferFrom(address from, address to, uint256 value) external returns (bool);
}

// Ether put into the market and taken out of it on the local Ethereum: with what stands at Aave's WrappedTokenGatewayV3 it shares
// its functions, and none of its code.
contract WrappedTokenGateway {
    IWrapped private immutable weth;
    ILendingPool private immutable pool;
    ILentToken private immutable lent;

    constructor(address weth_, address pool_, address lent_) {
        weth = IWrapped(weth_);
        pool = ILendingPool(pool_);
        lent = ILentToken(lent_);
    }

    receive() external payable {
        require(msg.sender == address(weth), "Receive not allowed");
    }

    function depositETH(address, address onBehalfOf, uint16 referralCode) external payable {
        weth.deposit{value: msg.value}();
        weth.approve(address(pool), msg.value);
        pool.supply(address(weth), msg.value, onBehalfOf, referralCode);
    }

    function withdrawETH(address, uint256 amount, address to) external {
        lent.transferFrom(msg.sender, address(this), amount);
        pool.withdraw(address(weth), amount, address(this));
        weth.withdraw(amount);
        (bool isSent,) = to.call{value: amount}("");
        require(isSent, "ETH_TRANSFER_FAILED");
    }
}
