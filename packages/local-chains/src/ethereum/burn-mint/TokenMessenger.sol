// SPDX-License-Identifier: UNLICENSED
pragma solidity ^0.8.30;

interface IMintBurnToken {
    function transferFrom(address from, address to, uint256 value) external returns (bool);
    function mint(address to, uint256 amount) external returns (bool);
    function burn(uint256 amount) external;
}

interface IMessageTransmitter {
    function sendMessage(
        uint32 destinationDomain,
        bytes32 recipient,
        bytes32 destinationCaller,
        uint32 minFinalityThreshold,
        bytes calldata messageBody
    ) external;
}

/// Circle's TokenMessengerV2 as its callers meet it, for one token and one other domain: the same calls, events, words and layout
/// of a burn message. Source: github.com/circlefin/evm-cctp-contracts, src/v2. It makes and destroys the coins itself, where the real
/// one has a minter for that. No list of whom it refuses, no least fee.
contract TokenMessenger {
    uint32 public constant messageBodyVersion = 1;

    IMessageTransmitter public immutable localMessageTransmitter;
    IMintBurnToken public immutable token;
    uint32 public immutable remoteDomain;
    /// The other domain's messenger and token.
    bytes32 public immutable remoteTokenMessenger;
    bytes32 public immutable remoteToken;
    address public immutable feeRecipient;

    event DepositForBurn(
        address indexed burnToken,
        uint256 amount,
        address indexed depositor,
        bytes32 mintRecipient,
        uint32 destinationDomain,
        bytes32 destinationTokenMessenger,
        bytes32 destinationCaller,
        uint256 maxFee,
        uint32 indexed minFinalityThreshold,
        bytes hookData
    );
    event MintAndWithdraw(
        address indexed mintRecipient, uint256 amount, address indexed mintToken, uint256 feeCollected
    );

    struct Burn {
        uint256 amount;
        uint32 destinationDomain;
        bytes32 mintRecipient;
        bytes32 destinationCaller;
        uint256 maxFee;
        uint32 minFinalityThreshold;
        bytes hookData;
    }

    constructor(
        IMessageTransmitter transmitter,
        IMintBurnToken token_,
        uint32 remoteDomain_,
        bytes32 remoteTokenMessenger_,
        bytes32 remoteToken_,
        address feeRecipient_
    ) {
        localMessageTransmitter = transmitter;
        token = token_;
        remoteDomain = remoteDomain_;
        remoteTokenMessenger = remoteTokenMessenger_;
        remoteToken = remoteToken_;
        feeRecipient = feeRecipient_;
    }

    function depositForBurn(
        uint256 amount,
        uint32 destinationDomain,
        bytes32 mintRecipient,
        address burnToken,
        bytes32 destinationCaller,
        uint256 maxFee,
        uint32 minFinalityThreshold
    ) external {
        require(burnToken == address(token), "Burn token not supported");
        burn(Burn(amount, destinationDomain, mintRecipient, destinationCaller, maxFee, minFinalityThreshold, ""));
    }

    function depositForBurnWithHook(
        uint256 amount,
        uint32 destinationDomain,
        bytes32 mintRecipient,
        address burnToken,
        bytes32 destinationCaller,
        uint256 maxFee,
        uint32 minFinalityThreshold,
        bytes calldata hookData
    ) external {
        require(hookData.length > 0, "Hook data is empty");
        require(burnToken == address(token), "Burn token not supported");
        burn(
            Burn(amount, destinationDomain, mintRecipient, destinationCaller, maxFee, minFinalityThreshold, hookData)
        );
    }

    function handleReceiveFinalizedMessage(uint32 domain, bytes32 sender, uint32, bytes calldata body)
        external
        returns (bool)
    {
        receiveBurn(domain, sender, body);
        return true;
    }

    function handleReceiveUnfinalizedMessage(uint32 domain, bytes32 sender, uint32 finality, bytes calldata body)
        external
        returns (bool)
    {
        require(finality >= 500, "Unsupported finality threshold");
        uint256 expiration = uint256(bytes32(body[196:228]));
        require(expiration == 0 || expiration > block.number, "Message expired and must be re-signed");
        receiveBurn(domain, sender, body);
        return true;
    }

    function burn(Burn memory one) private {
        require(one.amount > 0, "Amount must be nonzero");
        require(one.mintRecipient != bytes32(0), "Mint recipient must be nonzero");
        require(one.maxFee < one.amount, "Max fee must be less than amount");
        require(one.destinationDomain == remoteDomain, "No TokenMessenger for domain");
        token.transferFrom(msg.sender, address(this), one.amount);
        token.burn(one.amount);
        bytes32 sender = bytes32(uint256(uint160(msg.sender)));
        bytes memory body = abi.encodePacked(
            abi.encodePacked(
                messageBodyVersion, bytes32(uint256(uint160(address(token)))), one.mintRecipient, one.amount, sender
            ),
            // The fee that is taken and when the message is over are the attester's to fill in.
            abi.encodePacked(one.maxFee, uint256(0), uint256(0), one.hookData)
        );
        localMessageTransmitter.sendMessage(
            one.destinationDomain, remoteTokenMessenger, one.destinationCaller, one.minFinalityThreshold, body
        );
        emit DepositForBurn(
            address(token),
            one.amount,
            msg.sender,
            one.mintRecipient,
            one.destinationDomain,
            remoteTokenMessenger,
            one.destinationCaller,
            one.maxFee,
            one.minFinalityThreshold,
            one.hookData
        );
    }

    function receiveBurn(uint32 domain, bytes32 sender, bytes calldata body) private {
        require(msg.sender == address(localMessageTransmitter), "Invalid message transmitter");
        require(domain == remoteDomain && sender == remoteTokenMessenger, "Remote TokenMessenger unsupported");
        require(body.length >= 228, "Invalid burn message: too short");
        require(uint32(bytes4(body[0:4])) == messageBodyVersion, "Invalid message body version");
        require(bytes32(body[4:36]) == remoteToken, "Mint token not supported");
        uint256 amount = uint256(bytes32(body[68:100]));
        uint256 fee = uint256(bytes32(body[164:196]));
        require(fee == 0 || fee < amount, "Fee equals or exceeds amount");
        require(fee <= uint256(bytes32(body[132:164])), "Fee exceeds max fee");
        address recipient = address(uint160(uint256(bytes32(body[36:68]))));
        token.mint(recipient, amount - fee);
        if (fee > 0) token.mint(feeRecipient, fee);
        emit MintAndWithdraw(recipient, amount - fee, address(token), fee);
    }
}
