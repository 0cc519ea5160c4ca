//! Given names that tell a man or a woman, so that "she" does not take up
//! Joseph. Only names that are common and hardly ever given to the other sex;
//! a name that is missing here tells nothing.

use super::chains::Gender;

/// Folded, blank between.
const MALE: &str = "aaron abdel abdul abdullah abdulla adam adrian ahmad ahmed ahmet aidan alan \
    alberto aleksandr alejandro alessandro alexander alexandre alexei ali alistair \
    amir anatoly andre andrew andrzej antonio anthony antony arjun arthur asif austin bashar ben \
    benjamin bernard bernardo bilal bill boris brad brett brian bruce bruno carl carlos charles \
    christopher colin craig dan daniel dave david dennis diego dimitri dmitry dmitri donald \
    douglas edgar eduardo edward elijah emmanuel enrique eric erik ernesto esteban evgeny fadi \
    farid farooq felipe felix fernando francisco frank franz frederick gareth gary gavin geoffrey \
    george gerald gerhard giovanni giuseppe gordon graham greg gregory guillermo gustavo guy habib \
    hamid hans harold harry hasan hassan hector heinrich henry herman hossein hugh hugo hussein \
    ian ibrahim igor ilya imran ismail ivan jack jacob jacques jaime jair jake james jan jared \
    javier jeff jeffrey jens jeremy jerome jesus jim jimmy joachim joao joe johannes john jonathan \
    jorge jose joseph joshua juan juergen julian julio justin karl keith kemal kenneth kevin khalid \
    kofi kwame larry lars lawrence lee leonard leonid liam louis lucas luis luiz luke mahmoud malik \
    manuel marco marcus mario mark markus martin matteo matthew maurice mauro max maximilian \
    mehmet michael michel miguel mike mikhail miroslav mohamed mohammad mohammed mohsen muhammad \
    murat mustafa narendra nasser nathan neil nicholas nicolas nigel nikolai nikos oleg oliver \
    omar oscar osman otto owen pablo patrick paul pavel pedro peter petr philip philippe pierre \
    rafael rahul raj rajesh ralph ramon raul raymond recep ricardo richard rick robert roberto \
    rodrigo roger roland roman ronald rory roy ryan saeed said salim salman sam samuel scott sean \
    sebastian sergei sergey sergio shane shinzo simon stefan stephen steve steven stuart suleiman \
    sunil suresh syed tariq ted terry theodore thomas tim timothy toby todd tom tomas tony travis \
    tyler umar vadim vaclav vernon victor viktor vincent vladimir volodymyr walter wayne werner \
    wilhelm william wolfgang yusuf youssef yuri zachary";

const FEMALE: &str = "abigail adriana agnes aisha aishah alexandra alice alicia alison amal amanda \
    amina amy ana angela angelina anita ann anna anne annette annie antonia \
    ayesha barbara beatrice beatriz bernadette bertha beth betty bianca birgit brenda bridget \
    camila carla carmen carol carolina caroline catarina catherine cecilia charlotte chantal \
    cheryl chiara christina christine claire clara claudia colette cristina cynthia daniela \
    deborah debbie denise diana diane dolores donna dorothy edith elena elisabeth eliza elizabeth \
    ellen elsa emily emma erica esther eva eve evelyn farah fatima fatma felicia fiona florence \
    frances gabriela gabriella gertrude gina giulia gloria grace greta halima hanan hannah harriet \
    heather heidi helen helena helga hillary ilona ingrid irene irina iris isabel isabella ivana \
    jacinda jacqueline jane janet janice jasmine jeanne jennifer jessica joan joanna jocelyn \
    josephine joyce juanita judith julia juliana julie kamala karen karin kate katharina katherine \
    kathleen kathy katrina khadija kirsten kristina larisa laura lauren leila lena leticia lidia \
    linda lisa lorena louise lucia lucy luisa lydia madeleine magdalena margaret maria \
    mariam marianne marie marina marta martha mary maryam matilda maya megan melania melanie \
    melissa mercedes michelle mila miriam monica monika nadia nancy naomi natalia natalie natasha \
    nicola nicole nina nora norma olga olivia pamela patricia paula pauline penelope petra \
    priscilla priti rachel rebecca renata rita roberta rosa rosemary roxana ruth sabine sadia \
    salma samantha samira sandra sara sarah selma sharon sheila shirin shirley silvia simone sofia \
    sonia sophia sophie stella stephanie susan susanna svetlana sylvia tamara tanya tatiana \
    teresa theresa tina ursula valentina valeria vanessa vera veronica victoria viktoria virginia \
    vivian wendy xiomara yasmin yolanda yulia yvette yvonne zainab zahra zeynep zsuzsanna";

/// What a folded given name tells.
pub(super) fn gender_of_name(name: &str) -> Option<Gender> {
    let among = |list: &str| list.split_whitespace().any(|n| n == name);
    if among(FEMALE) {
        Some(Gender::Female)
    } else if among(MALE) {
        Some(Gender::Male)
    } else {
        None
    }
}
