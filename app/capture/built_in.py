"""What is hidden from the start: keepers of passwords and codes, wallets, banks, and private windows."""

from __future__ import annotations

from app.capture.rules import Rule

# How the ledger and the tray name these rules: never by what a window shows.
KEEPERS = "password managers"
WALLETS = "wallets"
CODES = "one-time codes"
BANKS = "banking"
PRIVATE = "private windows"

# By window class or program name, on any platform.
_KEEPER_APPS = (
    "KeePass*", "Bitwarden*", "1Password*", "Enpass*", "LastPass*", "Dashlane*", "NordPass*", "Proton Pass*",
    "ProtonPass*", "RoboForm*", "Keeper Password*", "Keeperpasswordmanager*", "Secrets", "*.World.Secrets",
    "Seahorse", "Keychain Access", "Passwords", "KWalletManager*", "Kwalletd*", "QtPass*", "Buttercup*",
    "Pinentry*", "Gcr-prompter", "*askpass*", "Polkit-*-agent*", "*-polkit-agent*", "Credential Manager*",
    "Password Safe*", "Pwsafe*", "Password Gorilla*", "Strongbox*", "Padloc*", "Passbolt*", "Gopass*", "Zoho Vault*",
    "Figaro's Password Manager*", "Revelation", "Authpass*", "Macpass*", "Sticky Password*",
)  # fmt: skip
_KEEPER_PAGES = (
    "vault.bitwarden.com", "vault.bitwarden.eu", "my.1password.com", "my.1password.eu", "my.1password.ca",
    "*.1password.com", "lastpass.com/vault", "passwords.google.com", "app.dashlane.com", "keepersecurity.com/vault",
    "pass.proton.me", "app.nordpass.com", "online.roboform.com", "about:logins", "chrome://password-manager*",
    "chrome://settings/passwords*", "edge://wallet/passwords*", "edge://settings/passwords*",
    "brave://password-manager*", "brave://settings/passwords*", "vivaldi://password-manager*",
)  # fmt: skip
_KEEPER_TITLES = (
    "*| Bitwarden Web Vault*",
    "*Bitwarden Web vault*",
    "My Vault - LastPass*",
    "Password Manager - *Chrom*",
)
_WALLET_APPS = (
    "Electrum*", "Exodus*", "Ledger Live*", "Ledger-live*", "Trezor Suite*", "Trezor-suite*", "MetaMask*",
    "Bitcoin-qt", "Bitcoin Core*", "Litecoin-qt", "Dogecoin-qt", "Dash-qt", "Monero*", "Wasabi*", "Sparrow*",
    "Atomic Wallet*", "Atomicwallet*", "Coinomi*", "Guarda*", "Daedalus*", "Specter*", "Feather*", "Phoenixd*",
    "Cake Wallet*", "Mycelium*",
)  # fmt: skip
_WALLET_PAGES = (
    "chrome-extension://nkbihfbeogaeaoehlefnkodbefgpgknn*", "chrome-extension://bfnaelmomeimhlpmgjnjophhpkkoljpa*",
    "app.uniswap.org", "myetherwallet.com", "wallet.coinbase.com", "//wallet.*",
)  # fmt: skip
_CODE_APPS = (
    "Authenticator*", "*.Authenticator", "Authy*", "OTPClient*", "Numberstation*", "Ente Auth*", "Enteauth*", "2FAS*",
    "Aegis*", "Yubico Authenticator*", "Yubioath*", "Step Two*", "Kotp*", "Keysmith*",
)  # fmt: skip
# Two words a person would not write of anything else, in the languages of the people we know of.
_BANK_TITLES = (
    "*online banking*", "*online-banking*", "*onlinebanking*", "*internet banking*", "*internet-banking*",
    "*internetbanking*", "*netbanking*", "*net banking*", "*mobile banking*", "*home banking*", "*homebanking*",
    "*e-banking*", "*ebanking*", "*personal banking*", "*business banking*", "*banque en ligne*",
    "*espace client*banque*", "*banca en línea*", "*banca en linea*", "*banca online*", "*banca por internet*",
    "*banco online*", "*bankowość internetowa*", "*bankowość elektroniczna*", "*internetbankieren*",
    "*internetové bankovnictví*", "*internetbank*", "*nettbank*", "*netbank*", "*nätbank*", "*verkkopankki*",
    "*internetes bank*", "*интернет-банк*", "*онлайн-банк*", "*интернет банк*", "*інтернет-банк*", "*网上银行*",
    "*网银*", "*個人網銀*", "*網路銀行*", "*網上銀行*", "*ネットバンキング*", "*インターネットバンキング*",
    "*ダイレクトバンキング*", "*인터넷뱅킹*", "*인터넷 뱅킹*", "*ngân hàng điện tử*", "*internet bankacılığı*",
    "*الخدمات المصرفية*", "*नेट बैंकिंग*",
)  # fmt: skip
# A bank, and a word of its log-in or of an account; in a browser only: a bank is also a bench, a shore, a store.
_A_BANK = (
    "bank", "banque", "banco", "banca", "caixa", "sparkasse", "raiffeisen", "credit union", "банк", "银行", "銀行",
    "은행",
)  # fmt: skip
_AT_THE_BANK = (
    "sign in", "sign-in", "log in", "log on", "login", "logon", "your account", "my account", "accounts",
    "account summary", "account overview", "statement", "transfer", "balance", "anmelden", "anmeldung", "mein konto",
    "konto", "kontostand", "überweisung", "connexion", "mon compte", "mes comptes", "virement", "iniciar sesión",
    "mi cuenta", "cuentas", "transferencia", "accedi", "accesso", " conto", "bonifico", "entrar", "minha conta",
    " saldo", "zaloguj", "logowanie", "inloggen", "вход", "войти", "счёт", "счет", "登录", "登入", "账户", "帳戶",
    "转账", "ログイン", "口座", "로그인", "계좌",
)  # fmt: skip
_BANK_PAGES = (
    "*banking*", "*ebank*", "*netbank*", "*internetbank*", "*onlinebank*", "*.bank", "*sparkasse*", "*raiffeisen*",
    "*volksbank*", "bankofamerica.com", "chase.com", "wellsfargo.com", "citi.com", "citibank.*", "usbank.com",
    "capitalone.com", "schwab.com", "fidelity.com", "vanguard.com", "americanexpress.com", "hsbc.*", "barclays.*",
    "lloydsbank.com", "natwest.com", "monzo.com", "starlingbank.com", "revolut.com", "n26.com", "wise.com",
    "paypal.com", "ing.*", "ing.com.*", "deutsche-bank.*", "commerzbank.*", "dkb.de", "comdirect.de", "postbank.de",
    "bnpparibas.*", "mabanque.*", "credit-agricole.fr", "societegenerale.*", "labanquepostale.fr", "boursobank.com",
    "santander.*", "bbva.*", "caixabank.*", "unicredit.*", "intesasanpaolo.com", "ubs.com", "postfinance.ch",
    "rabobank.*", "abnamro.*", "nordea.*", "danskebank.*", "swedbank.*", "handelsbanken.*", "pkobp.pl", "mbank.pl",
    "sberbank.ru", "tinkoff.ru", "tbank.ru", "icbc.com.cn", "ccb.com", "boc.cn", "abchina.com", "cmbchina.com",
    "alipay.com", "mufg.jp", "smbc.co.jp", "mizuhobank.co.jp", "rbc.com", "td.com", "scotiabank.com", "bmo.com",
    "commbank.com.au", "anz.com*", "westpac.com.au", "nab.com.au", "itau.com.br", "bradesco.com.br", "nubank.com.br",
    "hdfcbank.com", "icicibank.com", "onlinesbi.sbi",
)  # fmt: skip
# Private windows, as browsers end their titles. Each names its browser, so that a page about private browsing is
# seen. Chromium says nothing of it in its title under X11: there it takes accessibility to know.
_PRIVATE_TITLES = (
    "*Firefox Private Browsing", "*Firefox (Private Browsing)", "*Firefox*Privater Modus", "*Firefox*Privatmodus",
    "*Firefox*Navigation privée", "*Firefox*Navegación privada", "*Firefox*Navegação privada",
    "*Firefox*Navigazione anonima", "*Firefox*Privénavigatie", "*Firefox*Tryb prywatny",
    "*Firefox*Приватный просмотр", "*Firefox*隐私浏览", "*Firefox*隱私瀏覽", "*Firefox*プライベートブラウジング",
    "*Firefox*사생활 보호 모드", "*LibreWolf Private Browsing", "*Chrom* (Incognito)", "*Chrom* (Inkognito)",
    "*Chrom* (Incógnito)", "*Chrom* (Navigation privée)", "*Chrom* (In incognito)", "*Chrom* (Anônima)",
    "*Chrom* (Инкогнито)", "*Chrom* (无痕模式)", "*Chrom* (無痕模式)", "*Chrom* (シークレット モード)",
    "*Chrom* (시크릿 모드)", "*[[]InPrivate] - Microsoft*Edge*", "*Brave (Private*)", "*Vivaldi (Private*)",
    "*Opera (Private)", "*(Incognito Mode)", "*Tor Browser",
)  # fmt: skip

BUILT_IN: tuple[Rule, ...] = (
    Rule(private=True, name=PRIVATE),
    *(Rule(title=title, name=PRIVATE) for title in _PRIVATE_TITLES),
    Rule(app="Tor Browser*", name=PRIVATE),
    Rule(app="Safari*", title="*Private Browsing", name=PRIVATE),
    *(Rule(app=app, name=KEEPERS) for app in _KEEPER_APPS),
    *(Rule(title=title, name=KEEPERS) for title in _KEEPER_TITLES),
    *(Rule(url=page, name=KEEPERS) for page in _KEEPER_PAGES),
    *(Rule(app=app, name=WALLETS) for app in _WALLET_APPS),
    *(Rule(url=page, name=WALLETS) for page in _WALLET_PAGES),
    Rule(title="MetaMask*", in_browser=True, name=WALLETS),
    *(Rule(app=app, name=CODES) for app in _CODE_APPS),
    *(Rule(title=title, name=BANKS) for title in _BANK_TITLES),
    *(Rule(url=f"//{page}", name=BANKS) for page in _BANK_PAGES),
    Rule(words=(_A_BANK, _AT_THE_BANK), in_browser=True, name=BANKS),
)
