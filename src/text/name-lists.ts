const list = (words: string): readonly string[] => words.split(" ");

/** Chinese surnames as the communities of Singapore and Malaysia spell them (Hokkien, Teochew, Cantonese, Hakka, Hainanese), and in pinyin and Wade-Giles. */
const CHINESE = list(
  "tan chen chan chin tran lim lin lam lum lee li lei lie ng ooi oei wee wong wang ong heng huang hwang hong goh wu go gouw chua chai tsai choa cai " +
    "koh ko hsu xu khoo khaw teo teoh chong cheong chang zhang teong tio ang yeo yeoh yang yong iau yap ye yip ip iap sim shen sum shum ho hoe hoh he hor " +
    "chew chow zhou chiu chou chao zhao teh tay zheng cheng tey toh to tu chia cheah xie hsieh tse quek kwek guo kwok kuo kuok low loh lau liu liew lew loo lu lo law loke lok luo " +
    "soh su soo so seah seow siow xiao siew sew seet siah sia seng sng sun soon suen swee see shi sze gan yan yuen ngan gn gwee guee wei wai ngui foo fu fok fong fang feng foong fung " +
    "pang peng phang phua pan poon phoon pua poh pok peh bai pek phey fan fam hum ham leong liang leung neo neoh nio liong long mok mo mak mah ma bek thng tang teng deng thia thian tian tien dian " +
    "thio tham tam taam thong tong tung dong kang kong kwan kuan guan kwong kuang kiang jiang chiang keong kee kuek kway kam kan jian kum kok khong khor khng kng keng geng ke qiu khoo hau hou " +
    "hui heah heu how hsia xia ha hew yew you yau yu yee yuan wan woo woon wen man boon boey mei bay mui cao chay cho choo chu zhu choi choong zhong chung tsang zeng cheung chern chern chia " +
    "chiam zhan chik chim chng zhuang chuang cher xue sit sih hsueh soong song sung qian chee qi chien qin ren yin jin kim ding jia jie jiao kao gao ku gu hao han du duan dai tai ou au ow aw auyong ouyang oh hu wo oon " +
    "ouyang situ szeto seetoh soto zhuge sima murong shangguan lai loi lay leow liao liaw leau lui lv lyu liong loong lung ling lian lien meng mong miao mu nie ni ning pi pu qu quan quah ke kua quan ruan yuen nguyen shao shu shui tao tou pei wu xi xiang xing xiong hiong yao yiu yi yim yam yik yun zang zhai zhan zhang zhen zhi zhuo toh zou zuo zong",
);

/** Parts of Chinese given names that are common and no English words. */
const CHINESE_GIVEN = list(
  "ah kow wei ming hui mei ling xiu ying jia jun jie hao zhi xin yi xuan yong siew kok boon huat leong chye hock seng kiat kheng beng bee geok gek poh choo lay lian eng hwa hwee huay huey " +
    "swee teck tiong chuan chwee choon soon guan ghee hian hiang hoe hoon hsien jin kah kai keng khim khoon kian kim kwang kwee lai leng liang luan mui muay nam peng ping qian qiang qing rong rui ru shan " +
    "shu sheng siang sian siok sok sook suan tian ting tong tze wah wan weng woon wen xiang xiao xing ya yan yang yen yin yoke yuan yue yun yuen zhen zheng zhong zi zhiwei weiming huiling jiahao junjie wenjie yiling " +
    "xinyi jiaying jiawei weijie meiling shufen peishan huimin huishan kaiwen yuxuan zixuan jingyi liting",
);

/** Given names of Malay and other Muslim families. */
const MUSLIM = list(
  "ahmad ahmed amad abdul abdullah abdulla abdur abu adam adib adnan afiq ahnaf aidil aiman aishah aisyah aisha ali alif amin aminah amir amira amirah amirul anas anwar aqil aqilah arif ariff arifin asmah asri atiqah aziz azizah azlan azman azmi " +
    "badrul bahari bakar baharudin baharuddin dahlia daniyal danish dayang dzulkifli ehsan eliyas fadhil fadhilah fadli fadzil fahmi faisal faiz faizah faizal farah farhan farhana farid faridah farouk fatimah fatin fauzi fauziah fazil firdaus fuad " +
    "ghazali habib habibah hadi hafiz hafizah hafidz haikal hairul hakim halim halimah hamdan hamid hamidah hamzah hana haniff hanifah haris harun haslinda hasan hassan hasnah hashim hidayah hidayat hussain hussein husna ibrahim idris ihsan ikhwan ilham imran indra irfan ishak iskandar ismail ismadi izzah izzat " +
    "jaafar jalil jamal jamaludin jamaluddin jamilah jasmani johari juliana jumaat juraidah kadir kamal kamaruddin kamarudin kamaruzaman kamsani karim kartini kassim khairi khairiah khairul khairunnisa khalid khalidah khalil kamisah latif latifah lokman luqman " +
    "mahmood mahmud maimunah malik mansor mansur mariam mariani marina marlina maryam mas masita masturah maznah mohamad mohamed mohammad mohammed mohd muhamad muhammad muhd muhammed munir musa mustafa mustapha nabil nabila nabilah nadia nadhirah nadzri najib naim nasir nasrudin nazir nazri noor noorhayati nora noraini norashikin norhayati noriah norizan norliza normah norsiah nur nurain nurdin nurhaliza nurhidayah nurin nurul " +
    "omar osman othman puteri putera qadir qistina rafidah rafi rahim rahimah rahman rahmat raihan raihana ramadan ramlah ramlan ramli rashid rashidah raudah razak razali ridhwan ridzuan ridwan rizal rizwan rohani rohana roslan roslina rosli rosnah rozita ruslan rusydi sabri sabariah sadiq safiah safwan saiful salahuddin saleh salim salimah salleh salmah salman samad samsudin sani sapiah sarah sarifah shafiq shafie shah shahid shahril shahrul shaik shaikh shamsuddin shamsul shariff sharifah shukri sidek siti sofia sofian suhaila suhaimi sulaiman suleiman suraya suriani syafiq syafiqah syahirah syed syahrul syarifah taib talib tarudin taufik taufiq umar ummi usman wahab wahid wati yahya yasin yazid yusoff yusof yusuf yunus zahra zahari zaid zaidi zainab zainal zainudin zainuddin zaini zaiton zakaria zakiah zaki zaleha zubaidah zubir zul zulfikar zulkarnain zulkifli zulkiflee zuraidah",
);

/** Names of Indian families, Tamil, Malayali, Punjabi and others. */
const INDIAN = list(
  "aarti abinaya aditya agarwal aggarwal ajay ajit akash alagappan ambika amit amrita anand ananthan anbalagan anil anita anitha anjali anjana ankit annamalai anusha aravind arjun arul arumugam arun aruna arvind ashok asha aswin ayyappan " +
    "baskaran balakrishnan balan balasubramaniam balaji balu banerjee bala bhaskar bhatt bhavani bose chakraborty chandran chandra chandrasekaran chatterjee chelliah chettiar chopra choudhury chowdhury das dass datta deepa deepak desai deva devan devi devaraj dharma dhillon dinesh divya durai durga dutta elango eswaran " +
    "gandhi ganesan ganesh ganeshan ganapathy gayathri geetha gill girish gita gobi gomathi gopal gopalakrishnan gopinath govindan govindasamy gunasekaran gupta gurmit gurpreet guru hari harish harjit harpreet hema indira indran iyer jagdish jaya jayakumar jayanthi jayaram jeevan jeyaratnam joshi kala kalai kalaivani kalyani kamala kanagaratnam kannan kapoor karthik karthika karuna karunakaran kasturi kaur kavita kavitha khanna kishore krishna krishnamurthy krishnan krishnasamy kulandai kumar kumaran kumari kumaresan " +
    "lakshmi lakshmanan lalitha latha leela letchumi letchumanan lingam logan loganathan madhavan madhu mahalingam mahendran mahesh malar malathi malhotra manickam manikam mani manimaran manoj manoharan maran mariappan marimuthu meena meenakshi mehta menon mishra mohan mohanraj mohandas mukherjee murali murthy murugan murugesan murugiah muthiah muthu muthusamy nadarajah nadesan nagarajan nageswari naidu nair nallathamby nambiar nandini narayanan narayanasamy natarajan naveen neelam nehru nirmala nitin padma padmini pandian pandiyan parameswaran parvathi parvathy patel pathma periasamy perumal pillai pooja prabhu prabakaran pradeep prakash pramila pranav prasad prashant pravin praveen prema priya pushpa pushparani radha raghavan raghu rahul raj raja rajan rajagopal rajah rajalakshmi rajamanickam rajaram rajaratnam rajasekaran rajendran rajesh rajeswari rajeshwari rajiv rajkumar raju rakesh rama ramachandran ramakrishnan raman ramanathan ramasamy ramesh rani ranjit rao ravi ravichandran ravindran reddy renuka rohan rohit roshan rukmani " +
    "sachin samy sandeep sangeetha sanjay sanjeev santhi santhanam saraswathi saravanan sarojini sasikala sathish sathiya satish savithri selva selvam selvakumar selvan selvaraj selvarajah selvi senthil seshan sethu shankar shanmugam shanthi sharma shekar shobana shreya shukla shyam siva sivakumar sivalingam sivanesan sivaraj sivasamy sinnasamy sinnathamby singh singaram sinha sita sodhi soma somasundaram sridhar srinivasan sreenivasan subash subbiah subramaniam subramanian subramani suganthi sugumar sujatha sukumaran sundar sundaram sundari sunil sunita suppiah surendran suresh suriya sushila swaminathan tamil tamilselvi thamilselvan thanaraj thangam thangaraj thangavelu thevar thillai thirumal uma umadevi usha vadivelu vani vasanthi vasanthakumar vasu veera veerappan veerasamy velan velayutham vellu velu venkat venkatesh venkataraman vengadasalam vicknesh vidya vignesh vijay vijaya vijayakumar vijayalakshmi vijayan vikram vimala vimal vinod vinoth viswanathan vivek yadav yogeswaran yogesh",
);

/** Given names of European origin; those that are everyday words are left out. */
const WESTERN = list(
  "aaron abigail adeline adrian agnes aidan alan albert alex alexander alexandra alexis alfred alice alicia alison allan allen alvin amanda amber amelia amos amy andrea andrew andy angela angeline angie anita ann anna annabel annabelle anne annette annie anthony antonio april arnold arthur ashley audrey barbara barry beatrice belinda ben benedict benjamin bernadette bernard bernice betty beverly brandon brenda brendan brian bridget bruce bryan byron caleb calvin cameron camille carl carla carlos carmen carol caroline carolyn casey caspar catherine cathy cecilia cedric charlene charles charlie cheryl chloe chris christian christina christine christopher cindy claire clara clarence clarissa claudia clement clifford clive colin connie constance corinne craig crystal cynthia cyril daisy dale damien dan daniel danielle daphne darren darryl daryl dave david dawn dean deborah debbie denise dennis derek derrick desmond diana diane dominic donald donna doreen doris dorothy douglas duncan dylan " +
    "eddie edgar edith edmund edna edward edwin eileen elaine eleanor elena elijah elise elizabeth ella ellen elliot elsie elvin emily emma emmanuel eric erica erik ernest esther ethan eugene eunice eva evan eve evelyn ezekiel felicia felix fiona francesca frances francis francisco frank franklin fred freda frederick gabriel gabrielle gareth gary gavin gemma geoffrey george gerald geraldine gerard gideon gilbert gillian gina gladys glen glenda glenn gloria gordon graham greg gregory gwen gwendolyn harold harriet harry harvey hazel heather hector heidi helen henrietta henry herbert hilary hilda howard hubert hugh hugo ian ibrahim ignatius ingrid irene iris isaac isabel isabella isabelle ivan ivy jack jackie jacob jacqueline jacques jake james jamie jan jane janet janice jared jasmine jason jasper javier jayden jean jeanette jeff jeffrey jenna jennifer jenny jeremiah jeremy jerome jerry jessica jessie jesus jill jillian jim jimmy joan joanna joanne jocelyn joel johann john johnny jolene jonah jonas jonathan joanne jose joseph josephine joshua joyce juan juanita judith judy julia julian juliana julie juliet june justin justine karen karl kate katherine kathleen kathryn kathy katie kayla keith kelly kelvin ken kendrick kenneth kenny kevin kimberly kirsten kristen kristina kristine kurt kyle lance larry laura lauren laurence lawrence leanne leila lena leo leon leonard leroy leslie lester lewis lilian liliana lillian lily linda lindsay lionel lisa liz lorna lorraine louis louise lucas lucia lucy luis luke lydia lynette lynn " +
    "mabel madeline madeleine maggie malcolm manuel marc marcel marcus margaret maria marianne marie marilyn mario marion marjorie mark marlene marshall martha martin martina marvin mary matilda matthew maureen maurice mavis maxine megan melanie melinda melissa melody melvin mercedes merle mervin mervyn michael micheal michelle miguel mildred millie miranda miriam moira mohan molly monica morgan moses muriel myra nadine nancy naomi natalia natalie natasha nathan nathaniel neil nelson nicholas nick nicolas nicole nigel nikki nina noah noel nora norman oliver olivia oscar owen pamela pascal pat patricia patrick paul paula pauline pearl pedro peggy penelope perry peter philip phillip philippa phoebe phyllis priscilla rachel rafael ralph ramon randall randy raphael raymond rebecca regina reginald rene renee reuben rex rhonda ricardo richard rick ricky rita robert roberta roberto robin robyn roderick rodney roger roland ronald ronnie rosa rosalind rosalie rosalyn rosaline rosemary rosie ross rowena roy ruby rudolf rudy rufus rupert russell ruth ryan sabrina sally salvador samantha samuel sammy sandra sara sean sebastian selina serena shannon sharon shaun shawn sheila shelley sheryl shirley sidney simon simone sonia sophia sophie stacey stanley stella stephanie stephen steve steven stuart sue susan susanna susie suzanne sylvester sylvia tabitha tamara tammy tania tanya tara ted terence teresa terrence terry thelma theodore theresa thomas tiffany tim timothy tina todd tom tommy toni tony tracey tracy travis trevor tricia trina troy tyler ursula valerie vanessa vera verna vernon veronica vicky victor vincent viola violet vivian viviana vivien vivienne walter wanda warren wayne wendy wesley wilfred william wilma winifred winnie winston xavier yolanda yvette yvonne zachary zoe",
);

/** Surnames of Eurasians, of the Philippines, of Europe and of neighbours in Asia, that are no everyday words. */
const OTHERS = list(
  "aroozoo braganza clarke cordeiro danker desouza dsouza demello dcruz fernandez fernando gomes gomez gonzales hendricks leicester lopez mathews monteiro nonis oliveiro oliveira pereira perera pinto rodrigues rodriguez rozario santa sequeira shepherdson souza tessensohn westerhout " +
    "aquino bautista bonifacio castillo castro cruz delacruz domingo dizon evangelista flores garcia hernandez jimenez mendoza mercado morales navarro ocampo padilla pangilinan ramirez ramos reyes rivera salazar santiago santos torres valdez velasco villanueva " +
    "adams allison anderson andrews armstrong bailey bennett brooks bryant buchanan burke campbell carlson carpenter christensen clark cohen coleman collins cooper crawford cunningham davidson davies davis dawson dixon doe doyle edwards elliott evans ferguson fischer fleming fletcher foster fraser freeman gallagher garrett gibson goldberg goodwin graham griffin griffiths hamilton hansen hanson harris harrison hart hayes henderson hoffman holmes hopkins hudson hughes hunt hussain jackson jacobs jenkins jensen johansson johnson johnston jones kennedy khan klein kowalski kumari larsen lawson levy lindberg lloyd macdonald mackenzie maclean macleod marsh matthews mccarthy mcdonald mckenzie miller mitchell moore morris morrison muller murphy murray nelson newton nielsen nilsson norris o'brien obrien o'connor oconnor o'neill oneill olsen olson owens parker parsons patterson pearson perkins peters petersen peterson phillips porter powell reid reynolds richards richardson roberts robertson robinson rogers roosevelt russo sanders sanderson saunders schmidt schneider schultz schwartz shapiro simmons simpson sinclair smith spencer stevens stevenson stewart sullivan svensson taylor thompson thomson thorne turner walker wallace walsh watkins watson weber webb webster williams williamson wilson wright yates zimmermann " +
    "aung htet htun khin kyaw maung moe myint naing nay oo phyo soe thant thein thida thura tun win zaw bui dang dinh doan duong hoang huynh le luong ly ngo nguyet pham phan thi truong vo vu agus budi dewi gunawan halim hartono kurniawan lestari prasetyo purnama putra putri rahayu santoso saputra setiawan siregar sri suharto sukarno supriyadi susanto sutanto suwandi tanjung wibowo wijaya widodo wijaya yanti " +
    "fujimoto fukuda hashimoto hayashi hiroshi honda inoue ishikawa ito kato kenji kimura kobayashi matsumoto mori nakamura nakayama ogawa sakamoto sasaki sato suzuki takahashi takashi tanaka ueda watanabe yamada yamaguchi yamamoto yoshida yuki choi hwang jeong jung kang kwon park seo shin yoon yoo somchai somsak suwan chaiyasit phongsak",
);

let known: ReadonlySet<string> | undefined;

/** Lower-case words that are common as a part of a person's name and rare as anything else. */
export function nameWords(): ReadonlySet<string> {
  known ??= new Set(
    [...CHINESE, ...CHINESE_GIVEN, ...MUSLIM, ...INDIAN, ...WESTERN, ...OTHERS].filter((word) => !EVERYDAY.has(word)),
  );
  return known;
}

/** Lower-case words that are common in names of Muslims: beside a capitalised `Bin` they tell a father from a dustbin. */
export function muslimNames(): ReadonlySet<string> {
  return (muslim ??= new Set(MUSLIM));
}

let muslim: ReadonlySet<string> | undefined;

/** Everyday words (and names of places and machines) that are also names: they prove nothing. */
const EVERYDAY = new Set(
  list(
    "he to so go no do see low how song long man may sun you ha oh hum ham sum sit ding bay pan ping fan can mas mani win ye park hart hunt mark april dawn amber ruby jan june santa ash tamil adam crystal pearl robin dale dean rex pat max sue jack ma ni pi pu wo ho lie her law lay lu an kim-on i data hu ke mu sing eva",
  ),
);

/** Chinese surnames, both scripts. */
export const HAN_SURNAMES: ReadonlySet<string> = new Set(
  Array.from(
    "陈陳林李王黄黃张張刘劉吴吳蔡郑鄭杨楊许許谢謝郭洪邱曾廖赖賴徐周叶葉苏蘇庄莊吕呂江何萧蕭罗羅高潘简簡朱锺鍾钟鐘游彭詹胡施沈余柯卢盧梁赵趙颜顏翁魏孙孫戴范宋方邓鄧杜傅侯曹薛丁卓马馬董唐温溫蓝藍石古白蒋蔣田田康姜汤湯欧歐阮邹鄒尤巫黎涂凃章凌冯馮连連符符莫严嚴云雲骆駱龚龔祝倪季俞屈伍车車毛夏谭譚韩韓程袁于韦韋贾賈任姚陆陸秦尹崔孔向雷史常武贺賀孟熊金段顾顧汪陶邵郝万萬钱錢龙龍易文乔喬殷樊岑辜纪紀甘饶饒官沙麦麥布包关關冼佘池窦竇岳裴童柳商艾耿焦华華宁寧尚鲁魯左柴安盛牛冉全房路单單申尧堯管卞申揭蒲应應葛褚苗宗卫衛臧滕储儲芦蘆缪繆花丘苟隋邢席占湛项項戚杭尤巩鞏成薄刁党黨蔺藺鲍鮑阎閻闫闻聞",
  ),
);
/** Surnames of two characters. */
export const HAN_DOUBLE: ReadonlySet<string> = new Set(
  list(
    "欧阳 歐陽 司徒 司马 司馬 上官 诸葛 諸葛 东方 東方 皇甫 尉迟 尉遲 公孙 公孫 慕容 令狐 端木 独孤 獨孤 南宫 南宮 夏侯 轩辕 軒轅 长孙 長孫 宇文 张简 張簡 范姜",
  ),
);
