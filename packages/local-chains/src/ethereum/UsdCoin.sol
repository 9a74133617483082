// SPDX-License-Identifier: UNLICENSED
pragma solidity ^0.8.30;

/// A dollar token as senders meet it on Ethereum: 6 decimals, EIP-20, permits by EIP-2612, and an issuer who may stop
/// an address, or let somebody else make and destroy coins. It refuses with the words of the real one, which is what clients
/// show. No proxy, no pause.
contract UsdCoin {
    string public constant name = "USD Coin";
    string public constant symbol = "USDC";
    string public constant version = "2";
    uint8 public constant decimals = 6;

    bytes32 public constant PERMIT_TYPEHASH =
        keccak256("Permit(address owner,address spender,uint256 value,uint256 nonce,uint256 deadline)");
    bytes32 private constant DOMAIN_TYPEHASH =
        keccak256("EIP712Domain(string name,string version,uint256 chainId,address verifyingContract)");
    /// Half of the curve's order: of the two signatures that say the same, only the lower one counts.
    uint256 private constant S_MAX = 0x7FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF5D576E7357A4501DDFE92F46681B20A0;

    address public immutable issuer;
    uint256 public totalSupply;
    mapping(address => uint256) public balanceOf;
    mapping(address => mapping(address => uint256)) public allowance;
    mapping(address => uint256) public nonces;
    mapping(address => bool) public isBlacklisted;
    /// How much somebody beside the issuer may still make; whoever may make some may destroy what is theirs.
    mapping(address => uint256) public minterAllowance;

    event Transfer(address indexed from, address indexed to, uint256 value);
    event Approval(address indexed owner, address indexed spender, uint256 value);
    event Mint(address indexed minter, address indexed to, uint256 amount);
    event Burn(address indexed burner, uint256 amount);
    event MinterConfigured(address indexed minter, uint256 minterAllowedAmount);
    event Blacklisted(address indexed account);
    event UnBlacklisted(address indexed account);

    constructor() {
        issuer = msg.sender;
    }

    modifier onlyIssuer() {
        require(msg.sender == issuer, "FiatToken: caller is not a minter");
        _;
    }

    modifier onlyMinters() {
        require(msg.sender == issuer || minterAllowance[msg.sender] > 0, "FiatToken: caller is not a minter");
        _;
    }

    modifier allowed(address account) {
        require(!isBlacklisted[account], "Blacklistable: account is blacklisted");
        _;
    }

    function transfer(address to, uint256 value)
        external
        allowed(msg.sender)
        allowed(to)
        returns (bool)
    {
        move(msg.sender, to, value);
        return true;
    }

    function transferFrom(address from, address to, uint256 value)
        external
        allowed(msg.sender)
        allowed(from)
        allowed(to)
        returns (bool)
    {
        uint256 left = allowance[from][msg.sender];
        require(value <= left, "ERC20: transfer amount exceeds allowance");
        move(from, to, value);
        allowance[from][msg.sender] = left - value;
        return true;
    }

    function approve(address spender, uint256 value)
        external
        allowed(msg.sender)
        allowed(spender)
        returns (bool)
    {
        permitSpending(msg.sender, spender, value);
        return true;
    }

    function permit(address owner, address spender, uint256 value, uint256 deadline, uint8 v, bytes32 r, bytes32 s)
        external
        allowed(owner)
        allowed(spender)
    {
        require(deadline >= block.timestamp, "FiatTokenV2: permit is expired");
        bytes32 said = keccak256(abi.encode(PERMIT_TYPEHASH, owner, spender, value, nonces[owner], deadline));
        bytes32 signed = keccak256(abi.encodePacked(hex"1901", DOMAIN_SEPARATOR(), said));
        require(uint256(s) <= S_MAX, "ECRecover: invalid signature 's' value");
        require(v == 27 || v == 28, "ECRecover: invalid signature 'v' value");
        address signer = ecrecover(signed, v, r, s);
        require(signer != address(0) && signer == owner, "EIP2612: invalid signature");
        nonces[owner] += 1;
        permitSpending(owner, spender, value);
    }

    function mint(address to, uint256 amount) external onlyMinters allowed(to) returns (bool) {
        require(to != address(0), "FiatToken: mint to the zero address");
        require(amount > 0, "FiatToken: mint amount not greater than 0");
        if (msg.sender != issuer) {
            uint256 left = minterAllowance[msg.sender];
            require(amount <= left, "FiatToken: mint amount exceeds minterAllowance");
            minterAllowance[msg.sender] = left - amount;
        }
        totalSupply += amount;
        balanceOf[to] += amount;
        emit Mint(msg.sender, to, amount);
        emit Transfer(address(0), to, amount);
        return true;
    }

    function burn(uint256 amount) external onlyMinters allowed(msg.sender) {
        require(amount > 0, "FiatToken: burn amount not greater than 0");
        require(balanceOf[msg.sender] >= amount, "FiatToken: burn amount exceeds balance");
        totalSupply -= amount;
        balanceOf[msg.sender] -= amount;
        emit Burn(msg.sender, amount);
        emit Transfer(msg.sender, address(0), amount);
    }

    function configureMinter(address minter, uint256 minterAllowedAmount) external onlyIssuer returns (bool) {
        minterAllowance[minter] = minterAllowedAmount;
        emit MinterConfigured(minter, minterAllowedAmount);
        return true;
    }

    function blacklist(address account) external onlyIssuer {
        isBlacklisted[account] = true;
        emit Blacklisted(account);
    }

    function unBlacklist(address account) external onlyIssuer {
        isBlacklisted[account] = false;
        emit UnBlacklisted(account);
    }

    function DOMAIN_SEPARATOR() public view returns (bytes32) {
        bytes32 named = keccak256(bytes(name));
        return keccak256(abi.encode(DOMAIN_TYPEHASH, named, keccak256(bytes(version)), block.chainid, address(this)));
    }

    function move(address from, address to, uint256 value) private {
        require(to != address(0), "ERC20: transfer to the zero address");
        require(value <= balanceOf[from], "ERC20: transfer amount exceeds balance");
        balanceOf[from] -= value;
        balanceOf[to] += value;
        emit Transfer(from, to, value);
    }

    function permitSpending(address owner, address spender, uint256 value) private {
        require(spender != address(0), "ERC20: approve to the zero address");
        allowance[owner][spender] = value;
        emit Approval(owner, spender, value);
    }
}
