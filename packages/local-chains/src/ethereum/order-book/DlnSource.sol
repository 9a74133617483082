// SPDX-License-Identifier: UNLICENSED
pragma solidity ^0.8.30;

interface ITransferable {
    function transferFrom(address from, address to, uint256 value) external returns (bool);
}

/// What stands in for the contract that orders of deBridge's DLN are placed with, by the same call, fee and refusal of a wrong one: it
/// takes what is given and hands it to whoever fulfils orders. Of an order that is given back nobody asks it: its keeper sends that himself.
contract DlnSource {
    struct OrderCreation {
        address giveTokenAddress;
        uint256 giveAmount;
        bytes takeTokenAddress;
        uint256 takeAmount;
        uint256 takeChainId;
        bytes receiverDst;
        address givePatchAuthoritySrc;
        bytes orderAuthorityAddressDst;
        bytes allowedTakerDst;
        bytes externalCall;
        bytes allowedCancelBeneficiarySrc;
    }

    uint88 public constant globalFixedNativeFee = 0.001 ether;
    address public immutable keeper;

    event CreatedOrder(bytes32 indexed orderId, address indexed maker, uint64 salt);

    error MismatchNativeFee();

    constructor(address keeper_) {
        keeper = keeper_;
    }

    function createSaltedOrder(
        OrderCreation calldata order,
        uint64 salt,
        bytes calldata,
        uint32,
        bytes calldata,
        bytes calldata
    ) external payable returns (bytes32 orderId) {
        if (msg.value != globalFixedNativeFee) revert MismatchNativeFee();
        ITransferable(order.giveTokenAddress).transferFrom(msg.sender, keeper, order.giveAmount);
        orderId = keccak256(abi.encode(order, salt, msg.sender));
        emit CreatedOrder(orderId, msg.sender, salt);
    }
}
