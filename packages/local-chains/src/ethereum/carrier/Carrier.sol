// SPDX-License-Identifier: UNLICENSED
pragma solidity ^0.8.30;

interface ITransferable {
    function transferFrom(address from, address to, uint256 value) external returns (bool);
}

/// What stands in for contracts of carriers, whose calls are made by themselves and opaque to whoever signs them: it takes what it is
/// given for an order and hands it to whoever carries it. All of it or nothing.
contract Carrier {
    address public immutable keeper;

    event Carried(bytes32 indexed order, address indexed sender, address token, uint256 amount);

    constructor(address keeper_) {
        keeper = keeper_;
    }

    function carry(bytes32 order, address token, uint256 amount) external {
        ITransferable(token).transferFrom(msg.sender, keeper, amount);
        emit Carried(order, msg.sender, token, amount);
    }
}
