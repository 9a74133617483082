// SPDX-License-Identifier: UNLICENSED
pragma solidity ^0.8.30;

interface IMessageHandler {
    function handleReceiveFinalizedMessage(uint32 remoteDomain, bytes32 sender, uint32 finality, bytes calldata body)
        external
        returns (bool);

    function handleReceiveUnfinalizedMessage(uint32 remoteDomain, bytes32 sender, uint32 finality, bytes calldata body)
        external
        returns (bool);
}

/// Circle's MessageTransmitterV2 as its callers meet it: the same calls, events, words and layout of a message, with one
/// attester whose word is enough. Source: github.com/circlefin/evm-cctp-contracts, src/v2 and src/messages/v2. No pause, no roles.
contract MessageTransmitter {
    uint32 public constant version = 1;
    uint32 private constant FINALIZED = 2000;

    uint32 public immutable localDomain;
    address public immutable attester;
    mapping(bytes32 => uint256) public usedNonces;

    event MessageSent(bytes message);
    event MessageReceived(
        address indexed caller,
        uint32 sourceDomain,
        bytes32 indexed nonce,
        bytes32 sender,
        uint32 indexed finalityThresholdExecuted,
        bytes messageBody
    );

    constructor(uint32 domain, address attester_) {
        localDomain = domain;
        attester = attester_;
    }

    function sendMessage(
        uint32 destinationDomain,
        bytes32 recipient,
        bytes32 destinationCaller,
        uint32 minFinalityThreshold,
        bytes calldata messageBody
    ) external {
        require(destinationDomain != localDomain, "Domain is local domain");
        require(recipient != bytes32(0), "Recipient must be nonzero");
        bytes32 sender = bytes32(uint256(uint160(msg.sender)));
        // The nonce and the finality that it was attested at are the attester's to fill in.
        emit MessageSent(
            abi.encodePacked(
                abi.encodePacked(version, localDomain, destinationDomain, bytes32(0), sender, recipient),
                abi.encodePacked(destinationCaller, minFinalityThreshold, uint32(0), messageBody)
            )
        );
    }

    function receiveMessage(bytes calldata message, bytes calldata attestation) external returns (bool) {
        require(attestation.length == 65, "Invalid attestation length");
        require(signerOf(keccak256(message), attestation) == attester, "Invalid signature: not attester");
        require(message.length >= 148, "Invalid message: too short");
        require(uint32(bytes4(message[8:12])) == localDomain, "Invalid destination domain");
        bytes32 caller = bytes32(message[108:140]);
        require(caller == bytes32(0) || caller == bytes32(uint256(uint160(msg.sender))), "Invalid caller for message");
        require(uint32(bytes4(message[0:4])) == version, "Invalid message version");
        bytes32 nonce = bytes32(message[12:44]);
        require(usedNonces[nonce] == 0, "Nonce already used");
        usedNonces[nonce] = 1;
        handOver(message);
        emit MessageReceived(
            msg.sender,
            uint32(bytes4(message[4:8])),
            nonce,
            bytes32(message[44:76]),
            uint32(bytes4(message[144:148])),
            message[148:]
        );
        return true;
    }

    function handOver(bytes calldata message) private {
        IMessageHandler handler = IMessageHandler(address(uint160(uint256(bytes32(message[76:108])))));
        uint32 from = uint32(bytes4(message[4:8]));
        uint32 finality = uint32(bytes4(message[144:148]));
        bytes32 sender = bytes32(message[44:76]);
        if (finality < FINALIZED) {
            require(
                handler.handleReceiveUnfinalizedMessage(from, sender, finality, message[148:]),
                "handleReceiveUnfinalizedMessage() failed"
            );
        } else {
            require(
                handler.handleReceiveFinalizedMessage(from, sender, finality, message[148:]),
                "handleReceiveFinalizedMessage() failed"
            );
        }
    }

    function signerOf(bytes32 digest, bytes calldata signature) private pure returns (address) {
        return ecrecover(digest, uint8(signature[64]), bytes32(signature[0:32]), bytes32(signature[32:64]));
    }
}
