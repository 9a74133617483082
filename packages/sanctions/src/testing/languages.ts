// Common given names, and what common family names are made of, in many languages: people are made of them who do not exist.

/** Two-part given names of so many syllables each, as Chinese and Korean have them. */
function syllables(first: string, second: string): readonly string[] {
  return words(first).flatMap((one) => words(second).map((other) => one + other));
}

export interface NamingLanguage {
  readonly code: string;
  /** ISO 3166-1 alpha-2. */
  readonly countries: readonly string[];
  readonly given: readonly string[];
  readonly stems: readonly string[];
  /** Put behind a stem; an empty one leaves it as it is. */
  readonly endings: readonly string[];
  /** The other script that names of it are written in. */
  readonly script: 'cyrillic' | 'greek' | 'arabic' | null;
  /** Whether people have the given name of their father, or a second given name. */
  readonly hasMiddle: boolean;
}

const none = [''] as const;

function words(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}

export const NAMING_LANGUAGES: readonly NamingLanguage[] = [
  {
    ...{ code: 'ru', countries: ['RU', 'BY', 'UA'], script: 'cyrillic', hasMiddle: true },
    given:
      words(`Aleksandr Sergei Vladimir Andrei Dmitri Nikolai Mikhail Ivan Yuri Viktor Oleg Igor Boris Konstantin Pavel
      Anatoly Gennady Leonid Maksim Artem Roman Stanislav Valery Vyacheslav Yevgeny Grigory Ruslan Timur Olga Natalia Elena
      Irina Tatiana Svetlana Ekaterina Marina Lyudmila Galina Oksana Yulia`),
    stems:
      words(`Petr Ivan Smirn Kuznets Popov Volk Sokol Lebed Kozl Novik Moroz Pavl Semen Golub Vinograd Bogdan Vorob Fedor
      Mikhail Belyak Tarkhan Orl Makar Nikit Zakhar Zaits Solov Boris Yakovl Grigor Roman Vlasen Shevchen Bondar Tkach Kravchuk
      Marchuk Rudak Savel Zhuk Chernysh Shcherbak Drozd Gorbach Kabul Lukash`),
    endings: words(`ov ev enko sky in ovich uk yan`),
  },
  {
    ...{ code: 'ar', countries: ['SY', 'IQ', 'EG', 'LB', 'YE'], script: 'arabic', hasMiddle: true },
    given:
      words(`Muhammad Ahmad Ali Hassan Hussein Mahmoud Khalid Omar Yusuf Ibrahim Mustafa Abdullah Abdulrahman Salim Tariq
      Walid Samir Nasser Faisal Jamal Karim Rashid Saeed Ziad Bilal Hamza Anwar Majid Nabil Fadi Fatima Aisha Maryam Zaynab
      Khadija Layla Amina Nour Huda Salma`),
    stems:
      words(`Masr Tikrit Baghdad Halab Sham Harir Najjar Haddad Khour Qasim Zubaid Jabour Dulaim Shammar Otaib Ghamd Zahran Harb
      Qahtan Malik Hashim Rub Saad Tamim Ansar Bakr Shaheen Barakat Darwish Fahm Ghanem Hamdan Issaw Kanaan Lahoud Mansour Nasrall
      Obeid Rahal Sabbagh Tawil Wahb Yassin Zoghb`),
    endings: words(`i an awi ah`),
  },
  {
    ...{ code: 'fa', countries: ['IR', 'AF'], script: null, hasMiddle: false },
    given:
      words(`Reza Mehdi Hossein Amir Mohsen Javad Hamid Majid Saeid Behrouz Kourosh Dariush Farhad Bahram Siavash Ramin
      Shahram Parviz Iraj Nader Maryam Zahra Fatemeh Leila Nasrin Shirin Parisa Mahsa Golnaz Soraya`),
    stems:
      words(`Ahmad Mohammad Hossein Karim Rahim Jafar Kazem Sadegh Mousav Rezae Ghasem Norouz Tehran Shiraz Esfahan Tabriz
      Farahan Bagher Asghar Akbar Sharif Moghadam Soltan Hashem Yazd Kerman Golshan Rostam Khosrav Mirza`),
    endings: words(`i ian zadeh pour nejad far`),
  },
  {
    ...{ code: 'es', countries: ['CO', 'MX', 'VE', 'CU', 'ES'], script: null, hasMiddle: true },
    given:
      words(`Jose Juan Carlos Luis Miguel Jorge Pedro Manuel Francisco Antonio Fernando Ricardo Eduardo Roberto Alejandro
      Rafael Andres Diego Sergio Javier Hector Raul Oscar Ramon Ernesto Maria Carmen Ana Isabel Rosa Lucia Elena Patricia
      Teresa Gloria Beatriz Silvia Claudia Adriana Monica`),
    stems:
      words(`Garc Rodrigu Martin Hernand Lop Gonzal Per Sanch Ramir Torr Flor River Gom Di Cru Moral Ort Gutierr Chav Ram Rui
      Alvar Mendoz Vasqu Castill Jimen Moren Romer Herrer Medin Aguil Varg Guzm Salaz Delgad Pachec Cordob Villanu Zambran Quint
      Urrut Echever Balcaz Montoy Restrep Arbol Betanc Carrasc Escob Fuent`),
    endings: words(`ez ero ales ado osa ena`),
  },
  {
    ...{ code: 'zh', countries: ['CN', 'HK', 'TW'], script: null, hasMiddle: false },
    given: syllables(
      `Xiao Jian Wei Zhi Guo Hai Yong Wen Jun Ming Li Zhen Yi Shao Tian Hong Xiu Yan Mei Jing Xue Shu Gui Ruo Zi Hao Chen Bo Jia`,
      `ming guo dong qiang hua tao sheng jie feng wei yu fan bo ying juan ling yi qin fen lan xuan ran xi wen long gang ping`,
    ),
    stems:
      words(`Wang Zhang Liu Chen Yang Huang Zhao Zhou Xu Sun Zhu Guo Liang Song Zheng Tang Feng Deng Xiao Cheng Yuan Jiang
      Shen Peng Zeng Ouyang Sima Shangguan Zhuge Situ`),
    endings: none,
  },
  {
    ...{ code: 'en', countries: ['US', 'GB', 'NG'], script: null, hasMiddle: true },
    given:
      words(`James John Robert Michael William David Richard Joseph Thomas Charles Christopher Daniel Matthew Anthony Mark
      Donald Steven Andrew Kenneth George Edward Brian Kevin Jason Timothy Mary Patricia Jennifer Linda Elizabeth Barbara
      Susan Jessica Sarah Karen Nancy Margaret Sandra Ashley Emily`),
    stems:
      words(`Ash Black White Thorn Brad Hart Stan Wood East West Nor Sut Hal Lang Mid Green Wal Har Bur Cal Ed Wil Rad Cross
      Clay Stock Hol Mill Red Sher Win Kings Bishop Apple Bram Cole Dun Fair Gar Hay`),
    endings: words(`ton ford field wood ley well worth man son by ham burn bridge more`),
  },
  {
    ...{ code: 'tr', countries: ['TR', 'AZ'], script: null, hasMiddle: false },
    given:
      words(`Mehmet Mustafa Ahmet Huseyin Hasan Ibrahim Ismail Osman Yusuf Murat Omer Ramazan Suleyman Abdulkadir Emre Kemal
      Orhan Serkan Tolga Ugur Volkan Fatma Ayse Emine Hatice Zeynep Elif Meryem Sevgi Gulsen`),
    stems:
      words(`Yilmaz Kaya Demir Celik Sahin Yildiz Ozturk Aydin Arslan Dogan Kilic Aslan Cetin Kara Koc Kurt Ozkan Simsek Polat
      Korkmaz Erdem Yavuz Acar Bulut Gunes Tekin Bozkurt Karaca Toprak Aksoy`),
    endings: words(`oglu er soy gil can han tas kol`),
  },
  {
    ...{ code: 'el', countries: ['GR', 'CY'], script: 'greek', hasMiddle: false },
    given:
      words(`Georgios Dimitrios Konstantinos Ioannis Nikolaos Christos Panagiotis Vasilios Athanasios Michail Evangelos
      Spyridon Andreas Stavros Theodoros Maria Eleni Aikaterini Vasiliki Sofia Angeliki Georgia Dimitra Anna Ioanna`),
    stems:
      words(`Papa Dimitri Konstantin Nikola Georgi Christo Athanasi Stavr Pavl Mavr Kara Hatzi Alexandr Theodor Vasil
      Panagiot Antoni Andre Kyriak Makri Anagnost Oikonom Lambr Zafeir Xen`),
    endings: words(`opoulos akis idis iadis atos ellis`),
  },
  {
    ...{ code: 'ko', countries: ['KP', 'KR'], script: null, hasMiddle: false },
    given: syllables(
      `Min Ji Seo Hyun Dong Sung Jong Kwang Yong Song Myong Chung Hye Eun So Kyung Sun Tae Byung Chang In Jae Chol Hak Sang`,
      `jun ho woo hyun min su gil chol guk hee ye ji yeon jin na soon yang won sik nam bok il ran ok hwan`,
    ),
    stems: words(
      `Kim Park Choi Jung Kang Cho Yoon Jang Lim Han Shin Seo Kwon Hwang Ahn Song Ryu Hong Paek Namgung`,
    ),
    endings: none,
  },
  {
    ...{ code: 'fr', countries: ['FR', 'CD', 'ML', 'HT'], script: null, hasMiddle: true },
    given:
      words(`Jean Pierre Michel Philippe Alain Bernard Jacques Christian Daniel Patrick Francois Laurent Olivier Thierry
      Mathieu Guillaume Etienne Augustin Dieudonne Celestin Marie Nathalie Isabelle Sylvie Catherine Francoise Martine
      Christine Monique Veronique`),
    stems:
      words(`Mart Bern Dub Laur Lefeb Ler Mor Gir Font Rouss Blanch Gauth Cheval Beaum Desch Lacr Merc Ren Touss Valent Kab Mutomb
      Tshib Ngom Bemb Ilung Kalonj Mukend Traor Diall Keit Coulib Sissok Tour Konat`),
    endings: words(`in ard eau ier aud et ot elle ain`),
  },
  {
    ...{ code: 'de', countries: ['DE', 'AT', 'CH'], script: null, hasMiddle: false },
    given:
      words(`Hans Peter Klaus Wolfgang Jürgen Dieter Manfred Uwe Günter Helmut Andreas Stefan Matthias Jörg Torsten Heike
      Sabine Petra Monika Ursula Renate Karin Birgit Angelika Gisela`),
    stems:
      words(`Schmidt Schneid Fisch Web Wagn Beck Schulz Hoff Schäf Bau Richt Klein Wolf Schröd Neu Schwarz Zimmer Krüg Hart Lang
      Wern Kraus Lehn Köhl Mai Böhm Vogel Friedrich Günth Winkl Baum Stein Lind Eisen Kirch`),
    endings: words(`er mann bach berg feld hofer stein meier ing`),
  },
  {
    ...{ code: 'ur', countries: ['PK', 'IN', 'BD'], script: null, hasMiddle: true },
    given:
      words(`Imran Asif Shahid Zafar Nadeem Rizwan Kashif Tahir Waseem Adnan Faraz Junaid Khurram Sohail Usman Rajesh Sanjay
      Vikram Anil Sunil Deepak Ashok Ramesh Suresh Arjun Priya Sunita Kavita Neha Pooja`),
    stems:
      words(`Khan Malik Chaudh Quresh Siddiq Mirz Sheikh Butt Awan Bhatt Gilan Hashm Rizv Naqv Abbas Sharm Verm Gupt Pat Meht
      Agarw Banerj Mukherj Chatterj Redd Nair Iyer Des Kulkarn Josh Rahm Chowdh Talukd Sark Majumd`),
    endings: words(`i a zai wal uddin ani pur`),
  },
];

/** What companies are called by, of several languages. */
export const COMPANY_WORDS: readonly string[] =
  words(`Northern Eastern Golden Blue Silver Star Crescent Horizon Caspian Baltic
  Orient Pacific Atlas Phoenix Falcon Lotus Cedar Granite Summit Delta Vega Orion Sirius Zenith Pioneer Unity Progress Victory
  Sapphire Emerald Amber Coral Meridian Equator Tundra Volga Danube Euphrates Tigris Nile Zagros Pamir Altai Sahara Atlantic`);

export const COMPANY_TRADES: readonly string[] =
  words(`Shipping Trading Petroleum Engineering Electronics Aviation Logistics
  Construction Chemicals Metals Textile Pharmaceuticals Investment Technologies Marine Energy Mining Foodstuffs Exchange Machinery`);

export const COMPANY_FORMS: readonly string[] = words(
  `Limited LLC GmbH S.A. OOO JSC Company Corporation Inc FZE Ltd`,
);
